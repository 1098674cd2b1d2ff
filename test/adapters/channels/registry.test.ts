import { describe, expect, it } from 'vitest';
import { channelFor } from '../../../adapters/channels/registry.ts';
import { channelTypeSchema } from '../../../domain/targets/target.ts';

describe('channelFor', () => {
  it('knows Hostaway, and nothing that is not implemented', () => {
    const known = channelTypeSchema.options.filter((type) => channelFor(type));

    expect(known).toEqual(['hostaway']);
    expect(channelFor('hostaway')).toMatchObject({
      channel_type: 'hostaway',
      default_base_url: 'https://api.hostaway.com/v1',
      default_rate_limit: { max_requests: 12, window_seconds: 10 },
    });
  });
});
