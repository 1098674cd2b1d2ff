import { expect, it } from 'vitest';
import { asTraceId } from '../../../console/listings/trace-id.ts';

const id = '4bf92f35-77b3-4da6-a3ce-929d0e0e4736';

it.each([
  [id, id],
  ['4bf92f3577b34da6a3ce929d0e0e4736', id],
  [`  ${id.toUpperCase()} `, id],
  ['4bf92f35', undefined],
  ['', undefined],
  ['zbf92f3577b34da6a3ce929d0e0e4736', undefined],
])('"%s" is %s', (text, expected) => {
  expect(asTraceId(text)).toBe(expected);
});
