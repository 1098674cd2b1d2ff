import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface ShownOnceProps {
  readonly header: string;
  /** What it is, e.g. "key". */
  readonly what: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** Closed by its button only: nobody can show the secret again. */
export function ShownOnce({ header, what, secret, onClose }: ShownOnceProps) {
  return (
    <Modal
      visible
      header={header}
      onDismiss={({ detail }) => {
        if (detail.reason !== 'overlay') onClose();
      }}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            I have kept it
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">
          Keep it now: it is shown this once, and nobody can read it later.
        </Alert>
        <CopyToClipboard
          variant="inline"
          textToCopy={secret}
          textToDisplay={secret}
          copyButtonAriaLabel={`Copy the ${what}`}
          copySuccessText="Copied"
          copyErrorText={`Could not copy: select the ${what} and copy it by hand`}
        />
      </SpaceBetween>
    </Modal>
  );
}
