import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { loginAddress, useLookAgain } from './session.tsx';

/** Over the page, which stays as it is: what was typed there is not lost. */
export function SessionEnded() {
  const lookAgain = useLookAgain();
  const [isOpen, setOpen] = useState(true);

  return (
    <Modal
      visible={isOpen}
      onDismiss={() => setOpen(false)}
      header="Your session has ended"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={lookAgain}>I have logged in</Button>
            <Button variant="primary" href={loginAddress('/logged-in')} target="_blank">
              Log in again
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      Log in again in a new tab and come back to this one: what you typed is still here.
    </Modal>
  );
}
