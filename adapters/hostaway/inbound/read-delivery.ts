import * as z from 'zod';
import type { DeliveredEvent, Delivery } from '../../../domain/channel/delivery.ts';
import { sha256 } from '../../../domain/common/payload-hash.ts';
import { externalIdSchema } from '../external-id.ts';

const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[ T][\d:.Z+-]{5,20}$/)
  .optional()
  .catch(undefined);
const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);
/** As status words are written: one word, so that no person's name is taken for one. */
const status = z
  .string()
  .regex(/^[a-zA-Z]{1,40}$/)
  .optional()
  .catch(undefined);
const id = externalIdSchema.optional().catch(undefined);

const envelopeSchema = z.object({
  object: status,
  event: z
    .string()
    .regex(/^[a-zA-Z]{1,40}[ ._][a-zA-Z]{1,40}$/)
    .optional()
    .catch(undefined),
  accountId: id,
  data: z.unknown().optional(),
});

/** All that is looked at, and all that is kept, of what a delivery is about. */
const dataSchema = z.object({
  id,
  ...{ listingMapId: id, channelId: id, reservationId: id, conversationId: id },
  ...{ status, arrivalDate: date, departureDate: date, updatedOn: moment, insertedOn: moment },
});

const events: ReadonlyMap<string, DeliveredEvent> = new Map([
  ['reservation.created', 'booking_created'],
  ['reservation.updated', 'booking_modified'],
  ['message.received', 'message_received'],
]);

/**
 * Reads what Hostaway sends. Met in the wild: `{object, event, accountId, data}`, the same under `payload`, a conversation message
 * without that frame, and `data: "test"`. It has no id of its own, so one is made of the event, the object and its last change.
 */
export function readDelivery(text: string): Delivery {
  const body = toJson(text);
  const { payload } = z.object({ payload: z.looseObject({}) }).safeParse(body).data ?? {};
  const envelope = envelopeSchema.safeParse(payload ?? body).data;
  if (envelope === undefined) return strange(text, {});
  const { data, ...frame } = envelope;
  if (data === 'test')
    return ignored('test', { text, frame, because: 'a test of the subscription' });
  if (frame.event === undefined && frame.object === undefined && data === undefined)
    return bareMessage(body, text);
  const about = dataSchema.safeParse(data).data;
  if (about === undefined) return strange(text, frame);

  return delivery({ ...frame, event: frame.event?.replace(/[ _]/, '.') }, about, text);
}

type Frame = Partial<Omit<z.infer<typeof envelopeSchema>, 'data'>>;
type About = z.infer<typeof dataSchema>;

/** What nothing is done about. */
interface Useless {
  readonly text: string;
  readonly frame: Frame;
  readonly because: string;
}

function delivery(frame: Frame, about: About, text: string): Delivery {
  const { event = '', object } = frame;
  const event_type = events.get(event) ?? 'unknown';
  const excerpt = JSON.stringify({ ...frame, data: about });
  const external_event_id = eventId(`${event || object || 'unknown'}`, about, text);
  const isOfBooking = event_type.startsWith('booking_') || object === 'reservation';
  const known = { event_type, external_event_id, excerpt, external_reservation_id: null };
  if (event_type === 'message_received')
    return { ...known, ignored_because: 'messages of guests are not taken over' };
  if (!isOfBooking) return { ...known, ignored_because: 'an event that is not known' };
  if (about.id === undefined)
    return { ...known, ignored_because: 'it does not say which reservation it is about' };

  return { ...known, external_reservation_id: about.id, ignored_because: null };
}

function eventId(event: string, { id: object, updatedOn }: About, text: string): string {
  const isNamed = object !== undefined && updatedOn !== undefined;

  return isNamed ? `${event}:${object}:${updatedOn}` : `${event}:${sha256(text)}`;
}

function bareMessage(body: unknown, text: string): Delivery {
  const about = z
    .object({
      conversationId: externalIdSchema,
      ...dataSchema.omit({ conversationId: true }).shape,
    })
    .safeParse(body).data;
  if (about === undefined) return strange(text, {});

  return delivery({ event: 'message.received' }, about, text);
}

function strange(text: string, frame: Frame): Delivery {
  return ignored('unknown', { text, frame, because: 'its form is not known' });
}

function ignored(event_type: DeliveredEvent, { text, frame, because }: Useless): Delivery {
  return {
    ...{ event_type, ignored_because: because, external_reservation_id: null },
    external_event_id: `${event_type}:${sha256(text)}`,
    excerpt: JSON.stringify(frame),
  };
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
