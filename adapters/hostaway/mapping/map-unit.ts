import * as z from 'zod';
import type { MappedPayload, MapRequest, Payload } from '../../../domain/channel/channel.ts';
import type { FieldError } from '../../../domain/common/errors.ts';
import type { MappingWarning } from '../../../domain/listings/listing.ts';
import { leftBehind } from './left-behind.ts';
import { loadMappings } from './mapping-profiles.ts';
import { payloadSchema } from './payload-schema.ts';
import { unitFacts } from './unit-facts.ts';
import { withoutNothing } from './without-nothing.ts';

const anyPayloadSchema = z.record(z.string(), z.unknown());
const sentences = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const warningsSchema = z.record(z.string(), sentences);

/** A unit as Hostaway takes it, with what is lost on the way and what forbids sending it. */
export async function mapUnit(request: MapRequest): Promise<MappedPayload> {
  const mappings = await loadMappings();
  const profile = mappings.profiles[request.profile];
  const facts = anyPayloadSchema.parse(withoutNothing(unitFacts(request, mappings)));

  const said = anyPayloadSchema.parse(withoutNothing(await profile.fields.evaluate(facts)) ?? {});
  const left = leftBehind(said, {
    rules: mappings.left_behind,
    unsent: request.unsent_fields,
    mapped: profile.has,
    unit: withoutNothing(request.unit),
  });
  const payload = { ...said, ...left.cleared };
  const losses = await profile.warnings.evaluate({ ...facts, kept: left.kept });

  return {
    payload,
    warnings: [...toWarnings(warningsSchema.parse(withoutNothing(losses) ?? {})), ...left.warnings],
    errors: errorsOf(payloadSchema(request.profile), payload),
    unsent_fields: left.unsent,
  };
}

function toWarnings(byField: z.infer<typeof warningsSchema>): MappingWarning[] {
  return Object.entries(byField).flatMap(([field, messages]) =>
    messages.map((message) => ({ field, message })),
  );
}

function errorsOf(schema: z.ZodType, payload: Payload): FieldError[] {
  const issues = schema.safeParse(payload).error?.issues ?? [];
  return issues.map(({ path, message }) => ({ path: path.join('.'), message }));
}
