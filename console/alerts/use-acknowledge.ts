import { useState } from 'react';
import { useNotices } from '../app/notices.tsx';
import { useAction } from '../app/use-action.ts';
import { counted } from '../common/words/counted.ts';
import { answer, api } from '../http/client.ts';
import { isStatus } from '../http/problem.ts';
import type { AlertRecord } from './use-alerts.ts';

/** Says of alerts that somebody is at them, one after the other; `told` counts those that are done meanwhile. */
export function useAcknowledge(onDone: () => void) {
  const [told, setTold] = useState(0);
  const notices = useNotices();
  const action = useAction({
    failure: 'Could not acknowledge',
    run: (alerts: readonly AlertRecord[]) => acknowledge(alerts, setTold),
    success: ({ failed }, { length }) =>
      length > failed.length
        ? `${counted(length - failed.length, 'alert')} acknowledged.`
        : undefined,
    onDone: ({ failed }) => {
      onDone();
      if (failed.length > 0)
        notices.failed(`Could not acknowledge ${counted(failed.length, 'alert')}`, failed[0]);
    },
    changes: [['alerts']],
  });

  return { ...action, told };
}

/** What one failed at stops none of the others. @throws ProblemError when the session has ended */
async function acknowledge(alerts: readonly AlertRecord[], onTold: (count: number) => void) {
  const failed: unknown[] = [];
  for (const [index, { id }] of alerts.entries()) {
    onTold(index);
    try {
      await answer(
        api.PATCH('/api/channels/alerts/{id}', {
          params: { path: { id } },
          body: { acknowledged: true },
        }),
      );
    } catch (error) {
      if (isStatus(error, 401)) throw error;
      failed.push(error);
    }
  }

  return { failed };
}
