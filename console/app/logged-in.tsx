import Box from '@cloudscape-design/components/box';
import { Page } from '../common/page.tsx';

/** Where a login in a second tab ends. */
export function Component() {
  return (
    <Page title="You are logged in">
      <Box>Close this tab and go on in the one you came from.</Box>
    </Page>
  );
}
