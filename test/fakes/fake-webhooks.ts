import type { Tenant } from '../../domain/common/tenant.ts';
import type {
  AlertWebhook,
  AlertWebhooks,
  Claim,
  WebhookNote,
} from '../../domain/webhook/alert-webhook.ts';
import type { SigningKeys, SigningKeyVault } from '../../domain/webhook/signing-keys.ts';

const nameOf = ({ org_id, account_id }: Tenant) => `${org_id}/${account_id}`;

/** Webhooks kept in memory. */
export class FakeWebhooks implements AlertWebhooks {
  readonly rows = new Map<string, AlertWebhook>();

  async get(tenant: Tenant) {
    return this.rows.get(nameOf(tenant));
  }
  async put(webhook: AlertWebhook) {
    const before = this.rows.get(nameOf(webhook));
    this.rows.set(nameOf(webhook), webhook);
    return before;
  }
  async remove(tenant: Tenant) {
    const before = this.rows.get(nameOf(tenant));
    this.rows.delete(nameOf(tenant));
    return before;
  }
  async note(read: AlertWebhook, note: WebhookNote) {
    const row = this.rows.get(nameOf(read));
    if (row?.secret_ref !== read.secret_ref) return false;
    this.rows.set(nameOf(read), { ...row, ...note });
    return true;
  }
  async claim(tenant: Tenant, now: string, until: string): Promise<Claim> {
    const row = this.rows.get(nameOf(tenant));
    if (row === undefined || row.switched_off_at !== undefined) return { kind: 'none' };
    if (row.free_at > now) return { kind: 'busy', free_at: row.free_at };
    const webhook = { ...row, free_at: until };
    this.rows.set(nameOf(tenant), webhook);
    return { kind: 'claimed', webhook };
  }
}

/** Signing keys kept in memory. */
export class FakeSigningKeys implements SigningKeyVault {
  readonly secrets = new Map<string, SigningKeys>();
  #made = 0;

  async create(tenant: Tenant, keys: SigningKeys) {
    this.#made += 1;
    const ref = `webhook/${nameOf(tenant)}/${this.#made}`;
    this.secrets.set(ref, keys);
    return ref;
  }
  async read(ref: string) {
    const keys = this.secrets.get(ref);
    if (keys === undefined) throw new Error(`no secret ${ref}`);
    return keys;
  }
  async replace(ref: string, keys: SigningKeys) {
    this.secrets.set(ref, keys);
  }
  async remove(ref: string) {
    this.secrets.delete(ref);
  }
}
