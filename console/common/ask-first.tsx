import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.tsx';

interface AskFirstProps {
  readonly title: string;
  /** What the button that does it says. */
  readonly does: string;
  /** @default medium */
  readonly size?: ModalProps.Size;
  readonly isPending: boolean;
  readonly error: unknown;
  /** Why it cannot be done yet. @default it can */
  readonly isDisabled?: boolean;
  readonly onDo: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something is done, and stays open with the reason if that fails. */
export function AskFirst({ title, does, size = 'medium', onDo, onClose, ...props }: AskFirstProps) {
  return (
    <Modal
      visible
      size={size}
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={props.isPending}
              disabled={props.isDisabled ?? false}
              onClick={onDo}
            >
              {does}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {props.children}
        {props.error !== null && <ProblemAlert what="It was not done" error={props.error} />}
      </SpaceBetween>
    </Modal>
  );
}

/** What to know before it is done. */
export function Heed({ children }: { readonly children: ReactNode }) {
  return <Alert type="warning">{children}</Alert>;
}
