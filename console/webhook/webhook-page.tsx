import { useState } from 'react';
import { useMay } from '../app/session.tsx';
import { NotForYou } from '../common/not-for-you.tsx';
import { Page } from '../common/page.tsx';
import { ShownOnce } from '../common/shown-once.tsx';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { NoWebhook } from './no-webhook.tsx';
import { RemoveWebhook } from './remove-webhook.tsx';
import { RotateSecret } from './rotate-secret.tsx';
import { SetWebhook } from './set-webhook.tsx';
import { useWebhook } from './use-webhook.ts';
import { WebhookPanel } from './webhook-panel.tsx';

/** What is asked over the page. */
type Asked = 'set' | 'rotate' | 'remove';

export function Component() {
  const may = useMay();

  return (
    <Page
      title="Alert webhook"
      description="Alerts of this account are sent to a system of yours when they open and close, signed so that it can tell they are from here."
    >
      {may('getAlertWebhook') ? <Webhook /> : <NotForYou />}
    </Page>
  );
}

function Webhook() {
  const query = useWebhook();
  const [asked, setAsked] = useState<Asked>();
  const [secret, setSecret] = useState<string>();
  const close = () => setAsked(undefined);
  const show = (made: { secret: string }) => {
    close();
    setSecret(made.secret);
  };

  return (
    <>
      <UntilLoaded query={query} what="the webhook">
        {(webhook) =>
          webhook === null ? (
            <NoWebhook onSet={() => setAsked('set')} />
          ) : (
            <WebhookPanel webhook={webhook} onAsk={setAsked} />
          )
        }
      </UntilLoaded>
      {asked === 'set' && (
        <SetWebhook before={query.data?.url ?? ''} onSet={show} onClose={close} />
      )}
      {asked === 'rotate' && <RotateSecret onRotated={show} onClose={close} />}
      {asked === 'remove' && <RemoveWebhook onClose={close} />}
      {secret !== undefined && (
        <ShownOnce
          header="The signing secret"
          what="secret"
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </>
  );
}
