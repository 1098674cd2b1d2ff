import { useEffect, useRef, useState } from 'react';
import { useAction } from '../../../app/use-action.ts';
import type { Attempt } from '../../../common/attempts/attempt-words.ts';
import { addDays } from '../../../common/dates.ts';
import type { Target } from '../../../common/reading/targets.ts';
import { counted } from '../../../common/words/counted.ts';
import { answer, api, pagesOf } from '../../../http/client.ts';
import { startOf } from './zone.ts';

export interface Days {
  /** The first and the last day, e.g. `2026-01-31`, of the zone. */
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

/** Reads the closed attempts of some days and hands them over as a file; `read` counts them meanwhile. */
export function useExport(target: Target, onDone: () => void) {
  const [read, setRead] = useState(0);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const action = useAction({
    failure: 'Could not export the attempts',
    run: async (days: Days) => {
      stop.current = new AbortController();
      const { signal } = stop.current;
      const attempts = await readAll(target.id, { days, signal, onRead: setRead });
      const { attemptsCsv } = await import('./attempts-csv.ts');
      if (signal.aborted) return undefined;
      const csv = attemptsCsv(attempts, { channel: target.channel_type, zone: days.zone });
      download(csv, `attempts-${days.from}-to-${days.to}.csv`);
      return attempts.length;
    },
    success: (count) =>
      count === undefined ? undefined : `${counted(count, 'attempt')} exported.`,
    onDone,
    changes: [],
    showsItself: true,
  });

  return { ...action, read, cancel: () => stop.current?.abort() };
}

interface Reading {
  readonly days: Days;
  readonly signal: AbortSignal;
  readonly onRead: (count: number) => void;
}

/** Page by page, until the end or until nobody wants it any more. @throws ProblemError */
async function readAll(id: string, { days, signal, onRead }: Reading): Promise<Attempt[]> {
  const wanted = {
    outcome: 'success,failed,rate_limited,abandoned',
    from: new Date(startOf(days.from, days.zone)).toISOString(),
    // The API's last moment is included, the beginning of the day after is not.
    to: new Date(startOf(addDays(days.to, 1), days.zone) - 1).toISOString(),
  };
  const pages = pagesOf((page) =>
    answer(
      api.GET('/api/channels/targets/{id}/audit', {
        params: { path: { id }, query: { ...wanted, ...page } },
      }),
    ),
  );
  const attempts: Attempt[] = [];
  onRead(0);
  for await (const items of pages) {
    attempts.push(...items);
    onRead(attempts.length);
    if (signal.aborted) break;
  }

  return attempts;
}

function download(text: string, name: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  Object.assign(document.createElement('a'), { href, download: name }).click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
