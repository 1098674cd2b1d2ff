import { createHash, randomBytes } from 'node:crypto';

/** Namespace of this project's name-based ids; fixed for ever, since listing ids are derived from it. */
const namespace = Buffer.from('6f1d5f0e3b0b4d5e9a8c7a1c2f4e6d80', 'hex');

/**
 * The id of the one listing that a unit can have at a target: a UUIDv5 (RFC 9562) of both.
 * The second link of the same pair therefore meets an existing key (spec: unique (unit_id, target_id)).
 */
export function listingId(unitId: string, targetId: string): string {
  return nameBasedId(`${unitId}|${targetId}`);
}

/** The UUIDv5 of a name in this project's namespace: the same name, the same id. */
export function nameBasedId(name: string): string {
  const digest = createHash('sha1').update(namespace).update(name).digest();
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);

  return toUuid(bytes);
}

/** A new UUIDv7 (RFC 9562): such ids sort by the moment (epoch ms) they were made at. */
export function newTimeOrderedId(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);

  return toUuid(bytes);
}

/** What the ids made at a moment (epoch ms) begin with. */
export function idPrefixAt(epochMs: number): string {
  const time = epochMs.toString(16).padStart(12, '0');

  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

function toUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
