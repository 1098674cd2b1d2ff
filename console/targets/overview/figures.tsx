import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { ListingCounts } from '../../common/listing-counts.tsx';
import { Moment } from '../../common/moment.tsx';
import type { Target } from '../../common/reading/targets.ts';
import { counted } from '../../common/words/counted.ts';
import { duration, milliseconds, percent } from '../../common/words/time.ts';
import type { TargetHealth } from '../target-queries.ts';

/** What the channel's row on the dashboard says, in full. */
export function Figures({ target, health }: { target: Target; health: TargetHealth }) {
  const { rate_limit_config: limit } = target;

  return (
    <Container header={<Header variant="h2">Now</Header>}>
      <KeyValuePairs
        columns={4}
        minColumnWidth={160}
        items={[
          {
            label: 'Listings',
            value: <ListingCounts targetId={target.id} counts={health.listings} />,
          },
          { label: 'In the queue', value: queue(health) },
          { label: 'Last sent', value: <Moment at={health.last_success_at} none="Never" /> },
          { label: 'Answer time of the last hour', value: latency(health) },
          { label: 'Calls of the last 10 minutes', value: calls(health) },
          { label: 'Attempts of the last 24 hours', value: attempts(health) },
          { label: 'Removals from the channel', value: removals(health) },
          {
            label: 'Rate limit',
            value: limit
              ? `${counted(limit.max_requests, 'call')} in ${duration(limit.window_seconds)}`
              : "The channel's own",
          },
          { label: 'Last check', value: <Moment at={target.last_health_check_at} none="Never" /> },
          {
            label: 'Credentials end',
            value: <Moment at={target.credentials_expires_at} as="full" none="Not said" />,
          },
          { label: 'Connected', value: <Moment at={target.created_at} as="full" /> },
        ]}
      />
    </Container>
  );
}

function queue({ queue_depth, oldest_waiting_seconds: oldest }: TargetHealth): string {
  const jobs = counted(queue_depth, 'job');
  return oldest === null ? `${jobs}, nothing waits` : `${jobs}, oldest ${duration(oldest)}`;
}

function latency({ latency_ms: { p50, p95 } }: TargetHealth): string {
  return p50 === null || p95 === null
    ? 'No calls'
    : `${milliseconds(p50)}, 95 % within ${milliseconds(p95)}`;
}

function calls(health: TargetHealth): string {
  const { requests_10m, rate_limited_ratio_10m, failed_reads_10m } = health;
  if (requests_10m === 0) return 'None';
  const reads = failed_reads_10m === 0 ? '' : `, ${counted(failed_reads_10m, 'failed look-up')}`;

  return `${requests_10m}, ${percent(rate_limited_ratio_10m)} refused as too many (429)${reads}`;
}

function attempts({ syncs_24h, failed_24h, error_rate_24h }: TargetHealth): string {
  return syncs_24h === 0
    ? 'None'
    : `${syncs_24h}, ${failed_24h} failed (${percent(error_rate_24h)})`;
}

function removals({ removals: { waiting, failed } }: TargetHealth): string {
  return waiting + failed === 0 ? 'None' : `${waiting} waiting, ${failed} failed`;
}
