import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import { Link } from '../common/link.tsx';
import { type Row, totalsOf } from './rows.ts';

const numbers = new Intl.NumberFormat('en');

/** All targets in one line. */
export function Summary({ rows }: { rows: readonly Row[] }) {
  const { targets, byState, ok, pending, rate_limited, error, alerts } = totalsOf(rows);
  const waiting = pending + rate_limited;
  const working = byState.works === targets ? 'all work' : `${byState.works} of them work`;

  return (
    <Container>
      <ColumnLayout columns={5} variant="text-grid" minColumnWidth={120}>
        <Figure name="Channels" value={targets} remark={working} />
        <Figure name="Listings up to date" value={ok} href="/listings?sync_status=ok" />
        <Figure
          name="Waiting to be sent"
          value={waiting}
          href={`/listings?sync_status=${pending > 0 || rate_limited === 0 ? 'pending' : 'rate_limited'}`}
        />
        <Figure name="Failed" value={error} href="/listings?sync_status=error" />
        <Figure name="Alerts" value={alerts} remark={alerts === 0 ? 'none now' : 'see below'} />
      </ColumnLayout>
    </Container>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number;
  readonly href?: string;
  readonly remark?: string;
}

function Figure({ name, value, href, remark }: FigureProps) {
  return (
    <div>
      <Box variant="awsui-key-label">{name}</Box>
      <Box fontSize="heading-xl" fontWeight="normal" display="inline">
        {href !== undefined && value > 0 ? (
          <Link href={href} fontSize="heading-xl" ariaLabel={`${name}: ${numbers.format(value)}`}>
            {numbers.format(value)}
          </Link>
        ) : (
          numbers.format(value)
        )}
      </Box>{' '}
      {remark !== undefined && (
        <Box color="text-body-secondary" display="inline">
          {remark}
        </Box>
      )}
    </div>
  );
}
