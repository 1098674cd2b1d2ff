import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useId } from 'react';

interface FormModalProps {
  readonly header: string;
  readonly action: string;
  readonly isPending: boolean;
  /** What went wrong and is not said beside a field. */
  readonly error: string | undefined;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** A few fields over the page, sent by the button or by Enter. */
export function FormModal({ header, action, isPending, error, children, ...on }: FormModalProps) {
  const id = useId();

  return (
    <Modal
      visible
      header={header}
      onDismiss={on.onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={on.onCancel}>Cancel</Button>
            <Button variant="primary" form={id} loading={isPending}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={id}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          on.onSubmit();
        }}
      >
        <SpaceBetween size="l">
          {error && <Alert type="error">{error}</Alert>}
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
