import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';

export function NoWebhook({ onSet }: { readonly onSet: () => void }) {
  return (
    <Container>
      <Box textAlign="center" padding="l">
        <SpaceBetween size="s">
          <Box variant="strong">Alerts are sent nowhere yet</Box>
          <Box variant="p" color="text-body-secondary">
            They are on the page of alerts. With an address of yours they come to you as well.
          </Box>
          <Button variant="primary" onClick={onSet}>
            Set an address
          </Button>
        </SpaceBetween>
      </Box>
    </Container>
  );
}
