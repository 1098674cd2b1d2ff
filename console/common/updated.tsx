import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import { Moment } from './moment.tsx';

/** How old what is shown is, and whether it could be read anew. */
export function Updated({ query }: { query: UseQueryResult<unknown> }) {
  const { dataUpdatedAt, isError } = query;
  if (dataUpdatedAt === 0) return null;
  const at = <Moment at={new Date(dataUpdatedAt).toISOString()} />;

  return isError ? (
    <StatusIndicator type="warning">Could not be read anew; as it was {at}</StatusIndicator>
  ) : (
    <>Updated {at}</>
  );
}
