import Box from '@cloudscape-design/components/box';
import { Link } from '../common/link.tsx';
import { Page } from '../common/page.tsx';

export function NotFound() {
  return (
    <Page title="There is no such page">
      <Box>
        The address may be mistyped, or what it leads to has another now. Begin at the{' '}
        <Link href="/">dashboard</Link>.
      </Box>
    </Page>
  );
}
