import * as z from 'zod';
import { ChannelCallError } from '../../../domain/channel/channel.ts';
import type {
  ReservationPage,
  ReservationSource,
  Subscription,
  WantedReservations,
} from '../../../domain/channel/reservations.ts';
import { externalIdSchema } from '../external-id.ts';
import { readReservation } from './reservation-row.ts';

/** The documented default, and the size that careful clients page by. */
const pageSize = 100;
const subscriptionsPath = '/webhooks/unifiedWebhooks';

const rowsSchema = z.object({ result: z.array(z.unknown()) });
const rowSchema = z.object({ result: z.unknown() });
const subscriptionSchema = z.object({
  result: z.object({
    id: externalIdSchema,
    url: z.string(),
    isEnabled: z.union([z.boolean(), z.int()]).transform(Boolean),
  }),
});
const createdSchema = z.object({ result: z.object({ id: externalIdSchema }) });

/** One paced call of the session: a read, or the making or removal of a subscription. */
export type Ask = <T>(call: {
  readonly path: string;
  readonly schema: z.ZodType<T>;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
}) => Promise<T>;

/** Reservations of a Hostaway account, and what makes it tell us of them. */
export function reservationSource(ask: Ask): ReservationSource {
  return {
    async reservation(externalId) {
      const path = `/reservations/${encodeURIComponent(externalId)}`;
      const found = await ifThere(() => ask({ path, schema: rowSchema }));

      return found && readReservation(found.result);
    },
    reservations: (wanted) => page(ask, wanted),
    async subscription(id) {
      const found = await ifThere(() =>
        ask({ path: `${subscriptionsPath}/${id}`, schema: subscriptionSchema }),
      );

      return found && toSubscription(found.result);
    },
    async subscribe({ url, login, password }) {
      const body = { isEnabled: 1, url, login, password };
      const { result } = await ask({
        ...{ path: subscriptionsPath, method: 'POST' as const, body, schema: createdSchema },
      });

      return result.id;
    },
    async unsubscribe(id) {
      const path = `${subscriptionsPath}/${id}`;
      await ifThere(() => ask({ path, method: 'DELETE', schema: z.unknown() }));
    },
  };
}

function toSubscription({
  id,
  url,
  isEnabled: is_enabled,
}: z.infer<typeof subscriptionSchema>['result']): Subscription {
  return { id, url, is_enabled };
}

/**
 * The next reservations, those that changed last first. While they are read they may change, and go to the front: who began before that
 * finds them there the next time. By the id of the last row, as Hostaway wants it since offsets are deprecated.
 */
async function page(
  ask: Ask,
  { changed_since = '', departing_from, place }: WantedReservations,
): Promise<ReservationPage> {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (departing_from !== undefined) query.set('departureStartDate', departing_from);
  if (place !== null) query.set('afterId', place);
  const { result } = await ask({ path: `/reservations?${query}`, schema: rowsSchema });
  const rows = result.map(readReservation);
  const last = rows.findLast(({ external_reservation_id: id }) => id !== null);
  const isOlder = last !== undefined && 'updated_at' in last && last.updated_at < changed_since;
  const end = last?.external_reservation_id ?? null;

  return {
    items: rows.filter((row) => !('updated_at' in row) || row.updated_at >= changed_since),
    // A page that ends where the one before did is one that takes no notice of where it was to begin.
    next: result.length < pageSize || isOlder || end === place ? null : end,
  };
}

/** Undefined for what the channel says is not there. */
async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const isGone =
      error instanceof ChannelCallError && [404, 410].includes(error.outcome.http_status ?? 0);
    if (isGone && error.outcome.kind === 'refused') return undefined;
    throw error;
  }
}
