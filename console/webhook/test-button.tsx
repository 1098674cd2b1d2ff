import Button from '@cloudscape-design/components/button';
import { useNotices } from '../app/notices.tsx';
import { useAction } from '../app/use-action.ts';
import { answer, api } from '../http/client.ts';

/** Has a test sent, and says what the receiver answered. */
export function TestButton() {
  const notices = useNotices();
  const test = useAction({
    failure: 'Could not send a test',
    run: () => answer(api.POST('/api/channels/alert-webhook/test')),
    onDone: ({ delivered, message, answer: words }) => {
      const said = words === '' ? message : `${message} It said: ${words}`;
      if (delivered) notices.succeeded(`The test was taken. ${said}`);
      else notices.failed('The test was not taken', new Error(said));
    },
    changes: [],
  });

  return (
    <Button variant="primary" loading={test.isPending} onClick={() => test.mutate()}>
      Send a test
    </Button>
  );
}
