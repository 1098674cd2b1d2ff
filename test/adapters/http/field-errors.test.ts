import { expect, it } from 'vitest';
import * as z from 'zod';
import { fieldErrors } from '../../../adapters/http/field-errors.ts';
import { newCredentialsSchema } from '../../../domain/credentials/credentials.ts';

const errorsOf = (schema: z.ZodType, value: unknown) =>
  fieldErrors(schema.safeParse(value).error?.issues ?? []);

it('names fields by their whole path', () => {
  const schema = z.object({ beds: z.array(z.object({ type: z.enum(['king']) })) });

  const errors = errorsOf(schema, { beds: [{ type: 'king' }, { type: 'throne' }] });

  expect(errors).toEqual([{ path: 'beds.1.type', message: expect.any(String) }]);
});

it('names every unknown field by itself', () => {
  const schema = z.object({ address: z.strictObject({}) });

  expect(errorsOf(schema, { address: { a: 1, b: 2 } })).toEqual([
    { path: 'address.a', message: 'is not a known field' },
    { path: 'address.b', message: 'is not a known field' },
  ]);
});

it('speaks of the form that the value comes closest to', () => {
  const schema = z.object({ credentials: newCredentialsSchema });

  expect(errorsOf(schema, { credentials: { account_id: '1' } })).toEqual([
    { path: 'credentials.api_key', message: expect.any(String) },
  ]);
  expect(errorsOf(schema, { credentials: { api_token: '' } })).toMatchObject([
    { path: 'credentials.api_token' },
  ]);
});
