import { type StoredTarget, storedTargetSchema } from '../../domain/targets/target.ts';

/** An active, healthy Hostaway target that may be called at once. */
export function aTarget(over: Partial<StoredTarget> = {}): StoredTarget {
  return storedTargetSchema.parse({
    id: '33333333-3333-4333-8333-333333333333',
    org_id: 'demo',
    account_id: 'main',
    name: 'Hostaway Miami Villas',
    channel_type: 'hostaway',
    sync_mode: 'api',
    is_active: true,
    base_url: 'https://api.hostaway.com/v1',
    credentials_ref: 'tvl-channels-test/demo/main/33333333-3333-4333-8333-333333333333',
    credentials_expires_at: null,
    rate_limit_config: { max_requests: 12, window_seconds: 10 },
    last_health_check_at: null,
    health_status: 'healthy',
    health_message: null,
    blocked_until: null,
    block_reason: null,
    settings: { field_mapping: 'public_api' },
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    deleted_at: null,
    revision: 1,
    window_key: 'account-1',
    worker_shard: 0,
    event_source_mapping_id: null,
    ...over,
  });
}
