import { useMay } from '../app/session.tsx';
import { ButtonLink } from '../common/button-link.tsx';

/** For who may. */
export function ConnectButton() {
  const may = useMay();
  if (!may('createTarget')) return null;

  return (
    <ButtonLink variant="primary" href="/targets/new">
      Connect a channel
    </ButtonLink>
  );
}
