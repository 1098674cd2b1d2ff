import { expect, it } from 'vitest';
import { linkedElsewhere } from '../../../domain/attempts/linked-elsewhere.ts';

it('leaves what was made or found to the listing it was linked to, and says which and what to do', () => {
  const changes = linkedElsewhere({
    set: {
      external_listing_id: '40161',
      last_payload_hash: 'a',
      sync_status: 'ok',
      retry_count: 0,
    },
    remove: ['open_attempt'],
  });

  expect(changes).toEqual({
    set: {
      ...{ external_listing_id: null, last_payload_hash: null, sync_status: 'error' },
      ...{ retry_count: 0, error_message: expect.stringMatching(/40161 .*retry/) },
    },
    remove: ['open_attempt'],
  });
});
