import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useBeforeUnload, useBlocker } from 'react-router';

/** On a page with something typed that is not saved: asks before it is left, also by closing the tab. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useBeforeUnload((event) => {
    if (isDirty) event.preventDefault();
  });
  const stay = () => blocker.reset?.();

  return (
    <Modal
      visible={blocker.state === 'blocked'}
      onDismiss={stay}
      header="Leave without saving?"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => blocker.proceed?.()}>Leave</Button>
            <Button variant="primary" onClick={stay}>
              Stay here
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      What you changed on this page is not saved, and is lost when you leave.
    </Modal>
  );
}
