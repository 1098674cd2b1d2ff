import { expect, it } from 'vitest';
import { Lead } from '../../../domain/pacing/lead.ts';

it('is twice what opening has taken lately, within bounds', () => {
  const lead = new Lead();
  for (let i = 0; i < 50; i += 1) lead.observe(200);
  expect(lead.ms).toBe(400);

  for (let i = 0; i < 50; i += 1) lead.observe(5_000);
  expect(lead.ms).toBe(1_000);

  for (let i = 0; i < 50; i += 1) lead.observe(1);
  expect(lead.ms).toBe(50);
});
