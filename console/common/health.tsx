import Box from '@cloudscape-design/components/box';
import type { Schemas } from '../http/client.ts';
import { Moment } from './moment.tsx';
import { Status } from './status.tsx';
import { healthInWords } from './words/health-words.ts';

/** How a channel account is doing, and why. */
export function Health({ row }: { row: Schemas['DashboardRow'] | Schemas['Target'] }) {
  const { type, text, reason, until } = healthInWords(row);

  return (
    <>
      <Status type={type}>{text}</Status>
      {(reason || until) && (
        <Box fontSize="body-s" color="text-body-secondary">
          {reason}
          {until && (
            <>
              {' '}
              Tried again <Moment at={until} />.
            </>
          )}
        </Box>
      )}
    </>
  );
}
