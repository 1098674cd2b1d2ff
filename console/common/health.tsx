import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Schemas } from '../http/client.ts';
import { healthInWords } from './health-words.ts';
import { Moment } from './moment.tsx';

/** How a channel account is doing, and why. */
export function Health({ row }: { row: Schemas['DashboardRow'] | Schemas['Target'] }) {
  const { type, text, reason, until } = healthInWords(row);

  return (
    <>
      <StatusIndicator type={type}>{text}</StatusIndicator>
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
