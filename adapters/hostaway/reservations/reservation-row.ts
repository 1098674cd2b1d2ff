import * as z from 'zod';
import type {
  Reservation,
  ReservationHold,
  UnreadableReservation,
} from '../../../domain/channel/reservations.ts';
import { cutText } from '../../../domain/common/cut-text.ts';
import { toTimestamp } from '../../../domain/common/time.ts';
import { externalIdSchema } from '../external-id.ts';
import { inMinorUnits } from '../mapping/money-units.ts';

/** Which block the calendar at Hostaway, as its documentation has it. What is not named here is not known. */
const holds: ReadonlyMap<string, ReservationHold> = new Map([
  ...(
    ['new', 'modified', 'ownerStay', 'awaitingPayment', 'awaitingGuestVerification'] as const
  ).map((status) => [status, 'holds'] as const),
  ['pending', 'pending'],
  ...(['cancelled', 'declined', 'expired'] as const).map((status) => [status, 'free'] as const),
  ...['', 'Preapproved', 'Denied', 'Timedout', 'NotPossible'].map(
    (how) => [`inquiry${how}`, 'free'] as const,
  ),
]);

const maxText = 200;
const text = z
  .string()
  .trim()
  .transform((value) => cutText(value, maxText) || null)
  .nullish()
  .catch(null);
const headcount = z.coerce.number().int().min(0).max(10_000).nullish().catch(null);
/** As DynamoDB and JSON keep them exactly. */
const amount = z.coerce.number().min(-1e12).max(1e12).nullish().catch(null);
const id = externalIdSchema.nullish().catch(null);

/** `2026-07-01`, also where a time follows. */
const date = z
  .string()
  .transform((value) => value.slice(0, 'yyyy-mm-dd'.length))
  .pipe(z.iso.date());

/** `2026-06-01 10:00:00`, which is UTC. */
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/)
  .transform((value) => Date.parse(`${value.slice(0, 19).replace(' ', 'T')}Z`))
  .refine((epochMs) => Number.isFinite(epochMs))
  .transform(toTimestamp);

const rowSchema = z.object({
  id: externalIdSchema,
  listingMapId: id,
  channelName: text,
  channelReservationId: text,
  reservationId: text,
  status: z.string().min(1).max(100),
  arrivalDate: date,
  departureDate: date,
  adults: headcount,
  numberOfGuests: headcount,
  children: headcount,
  infants: headcount,
  pets: headcount,
  totalPrice: amount,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullish()
    .catch(null),
  guestName: text,
  updatedOn: moment.nullish().catch(null),
  insertedOn: moment.nullish().catch(null),
});

type Row = z.infer<typeof rowSchema>;

/** A row of Hostaway's as a stay. One that makes no sense says why. */
export function readReservation(row: unknown): Reservation | UnreadableReservation {
  const parsed = rowSchema.safeParse(row);
  if (!parsed.success)
    return unreadable(row, parsed.error.issues.map(({ path }) => path.join('.')).join(', '));
  const { updatedOn, insertedOn } = parsed.data;
  const updated_at = updatedOn ?? insertedOn;

  return updated_at === null || updated_at === undefined
    ? unreadable(row, 'updatedOn')
    : toReservation(parsed.data, updated_at);
}

function toReservation(row: Row, updated_at: string): Reservation {
  const { status, currency = null, arrivalDate: arrival, departureDate: departure } = row;
  const total = inMinorUnits(row.totalPrice, currency);

  return {
    external_reservation_id: row.id,
    external_listing_id: row.listingMapId ?? null,
    source: row.channelName ?? null,
    source_reference: row.channelReservationId ?? row.reservationId ?? null,
    ...{ status, hold: holds.get(status) ?? 'unknown', is_owners: status === 'ownerStay' },
    ...{ arrival, departure, updated_at, total, currency },
    adults: row.adults ?? row.numberOfGuests ?? null,
    children: row.children ?? null,
    infants: row.infants ?? null,
    pets: row.pets ?? null,
    guest_name: row.guestName ?? null,
    warnings: [
      ...(arrival < departure ? [] : ['it has no nights: its departure is not after its arrival']),
      ...(total !== null && total <= 0 ? ['its total is not above zero'] : []),
      ...(total === null && row.totalPrice ? ['its total is in no currency that is known'] : []),
    ],
  };
}

function unreadable(row: unknown, fields: string): UnreadableReservation {
  const { id: named } = z.object({ id: externalIdSchema.catch('') }).safeParse(row).data ?? {};

  return {
    external_reservation_id: named || null,
    problem: `the channel's reservation cannot be read: ${fields}`,
  };
}
