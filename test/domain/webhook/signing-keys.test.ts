import fc from 'fast-check';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import {
  newSigningSecret,
  rotatedKeys,
  signatureHeaders,
  withoutKeys,
} from '../../../domain/webhook/signing-keys.ts';

const now = Date.now();
const hour = 3_600_000;

describe('a signature', () => {
  it("is what the specification's own example has", () => {
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' };
    const keys = { current: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };

    expect(signatureHeaders(message, keys, 1_614_265_330_999)).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('of any message is accepted by a receiver of the specification, and that of another is not', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.jsonValue(), fc.string(), (id, value, more) => {
        const keys = { current: newSigningSecret() };
        const body = JSON.stringify({ value });
        const headers = signatureHeaders({ id, body }, keys, now);
        const receiver = new Webhook(keys.current);

        expect(receiver.verify(body, headers)).toEqual(JSON.parse(body));
        for (const forged of [
          () => receiver.verify(`${body}${more} `, headers),
          () => receiver.verify(body, { ...headers, 'webhook-id': `${id}x` }),
          () => new Webhook(newSigningSecret()).verify(body, headers),
        ])
          expect(forged).toThrow(WebhookVerificationError);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a rotated secret', () => {
  const old = { current: newSigningSecret() };
  const keys = rotatedKeys(old, now);
  const isTaken = (secret: string, at: number) => {
    const body = '{}';
    const headers = signatureHeaders({ id: 'm', body }, keys, at);
    // The receiver's clock is this machine's.
    const shifted = { ...signatureHeaders({ id: 'm', body }, { current: secret }, at) };
    return headers['webhook-signature']?.split(' ').includes(String(shifted['webhook-signature']));
  };

  it('signs first, and for a day the old one as well', () => {
    const headers = signatureHeaders({ id: 'm', body: '{}' }, keys, now);
    for (const secret of [old.current, keys.current])
      expect(new Webhook(secret).verify('{}', headers)).toEqual({});
    expect(isTaken(old.current, now + 24 * hour - 1)).toBe(true);
    expect(isTaken(old.current, now + 24 * hour)).toBe(false);
    expect(isTaken(keys.current, now + 24 * hour)).toBe(true);
  });

  it('is another one, and the one before the old is forgotten', () => {
    const again = rotatedKeys(keys, now);
    expect(new Set([old.current, keys.current, again.current]).size).toBe(3);
    expect(again.previous?.secret).toBe(keys.current);
    expect(JSON.stringify(again)).not.toContain(old.current);
  });

  it('is taken out of what a receiver says, and so is the old one, however it is written', () => {
    const tricky = { current: 'whsec_ab+/cd+/ef==', previous: { secret: old.current, until: '' } };
    const said = [
      ...['whsec_ab+/cd+/ef==', 'ab%2B%2Fcd%2b%2fef%3D', 'ab\\u002b\\/cd+\\/ef', 'ab-_cd-_ef'],
      ...[old.current, encodeURIComponent(old.current)],
    ];
    for (const text of said) {
      const clean = withoutKeys(`expected ${text}!`, tricky);
      expect(clean).toMatch(/^expected (whsec_)?\[redacted\](=|%3D)*!$/);
    }
    expect(withoutKeys('nothing of it', tricky)).toBe('nothing of it');
  });
});
