import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMay } from '../app/session.tsx';
import { ConnectButton } from './connect-button.tsx';

/** What an account begins with. */
export function NoTargets() {
  const may = useMay();

  return (
    <Container>
      <Box textAlign="center" padding="xl">
        <SpaceBetween size="m" alignItems="center">
          <Box variant="h2">No channel is connected yet</Box>
          <Box color="text-body-secondary">
            {may('createTarget')
              ? 'Connect your account at a channel, such as Hostaway. Then choose the units that are to be sent there.'
              : 'An Owner or a ChannelPublisher of this account can connect one.'}
          </Box>
          <ConnectButton />
        </SpaceBetween>
      </Box>
    </Container>
  );
}
