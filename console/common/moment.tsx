import { useNow } from './reading/use-now.ts';
import { localTime, relativeTime, utcTime } from './words/time.ts';

interface MomentProps {
  readonly at: string | null | undefined;
  /** `relative`: "3 minutes ago"; `full`: date and time. @default relative */
  readonly as?: 'relative' | 'full';
  /** Where there is no time. @default a dash */
  readonly none?: string;
}

/** A time in the viewer's zone; UTC, and the other way to say it, on hover. */
export function Moment({ at, as = 'relative', none = '–' }: MomentProps) {
  const now = useNow();
  if (!at) return <>{none}</>;
  const said = { relative: relativeTime(at, Math.max(now, Date.now())), full: localTime(at) };

  return (
    <time dateTime={at} title={`${as === 'relative' ? said.full : said.relative} · ${utcTime(at)}`}>
      {said[as]}
    </time>
  );
}
