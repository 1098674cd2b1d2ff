import type { ReadDelivery } from '../../domain/channel/delivery.ts';
import { readDelivery } from '../hostaway/inbound/read-delivery.ts';

/** Apart from the registry of channels, all of whose code a function need not load that only puts deliveries on record. */
const readers: ReadonlyMap<string, ReadDelivery> = new Map([['hostaway', readDelivery]]);

/** How to read what a channel tells us; undefined for those that tell nothing. */
export function deliveryReaderFor(channelType: string): ReadDelivery | undefined {
  return readers.get(channelType);
}
