import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useRouteError } from 'react-router';
import { Page } from '../common/page.tsx';
import { messageOf } from '../http/problem.ts';

/** When a page fails to show, or to load: after a deployment a new one has other files. */
export function Broken() {
  return (
    <Page title="This page cannot be shown">
      <Alert type="error" action={<Button onClick={() => location.reload()}>Load it again</Button>}>
        {messageOf(useRouteError())}
      </Alert>
    </Page>
  );
}
