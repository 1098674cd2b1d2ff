import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface AskProps {
  readonly question: string;
  /** What will be, and whether it can be taken back. */
  readonly children: ReactNode;
  /** What is done, e.g. "Remove". */
  readonly action: string;
  readonly isPending: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Before something is done that cannot simply be taken back. */
export function Ask({ question, children, action, isPending, onConfirm, onCancel }: AskProps) {
  return (
    <Modal
      visible
      onDismiss={onCancel}
      header={question}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onCancel}>Cancel</Button>
            <Button variant="primary" loading={isPending} onClick={onConfirm}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
