import Alert from '@cloudscape-design/components/alert';
import { useMe } from '../app/session.tsx';

/** Where somebody follows a link to what their role may not do. */
export function NotForYou() {
  return (
    <Alert type="info" header="Your role may not do this">
      You work here as {useMe().role}. An Owner can give you another role.
    </Alert>
  );
}
