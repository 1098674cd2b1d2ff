import Button from '@cloudscape-design/components/button';
import { useMay } from '../../app/session.tsx';
import { useFollow } from '../../common/link.tsx';
import { Page } from '../../common/page.tsx';
import { Units } from './units.tsx';

export function Component() {
  const may = useMay()('putUnit');
  const follow = useFollow();

  return (
    <Page
      title="Units"
      description="The places you rent out. What changes here goes to every channel they are published on."
      actions={
        may && (
          <Button variant="primary" href="/units/new" onFollow={follow}>
            New unit
          </Button>
        )
      }
    >
      <Units mayWrite={may} />
    </Page>
  );
}
