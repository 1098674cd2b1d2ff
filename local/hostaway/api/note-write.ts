import { contentHash } from '../../../domain/common/payload-hash.ts';
import { parseJson, readObject } from '../../json.ts';
import type { RecordedCall } from '../call-log.ts';
import { isListingWrite } from '../faults/fault-plan.ts';
import type { ApiState } from './api-request.ts';

/** Records what a write is about, however it ends: the oracle compares it with the sender's audit. */
export function noteWrite(call: RecordedCall, body: string, state: ApiState): void {
  if (!isListingWrite(call.method, call.path)) return;
  const id = /^\/v1\/listings\/(\d+)/.exec(call.path)?.[1];
  const stored = id === undefined ? undefined : state.listings.find(Number(id));
  const value = parseJson(body);
  const content = readObject(body);
  const marker = content?.internalListingName ?? stored?.fields.internalListingName;

  call.external_listing_id = id ?? null;
  call.body_hash = typeof value === 'object' && value !== null ? contentHash(value) : null;
  call.marker = typeof marker === 'string' ? marker : null;
}
