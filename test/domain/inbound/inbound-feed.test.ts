import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOfFeed, newFeedLogin } from '../../../domain/inbound/inbound-feed.ts';
import { aFeed, basicOf, feedPassword } from '../../builders/inbound-feed.ts';

const now = Date.parse('2026-06-01T12:00:00.000Z');
const feed = aFeed();

describe('the login of a subscription', () => {
  it('is the target and a password of which only the hash is kept', () => {
    const { login, password, hash } = newFeedLogin(feed.target_id);
    const made = aFeed({ keys: [{ hash, until: null }] });

    expect(login).toBe(feed.target_id);
    expect(isOfFeed(made, basicOf(login, password), now)).toBe(true);
    expect(JSON.stringify(made)).not.toContain(password);
  });

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['another scheme', `Bearer ${feedPassword}`],
    ['another login', basicOf('somebody', feedPassword)],
    ['another password', basicOf(feed.target_id, `${feedPassword}.`)],
    ['no password', basicOf(feed.target_id, '')],
    ['no colon', `Basic ${Buffer.from(feed.target_id).toString('base64')}`],
  ])('is refused with %s', (_, header) => {
    expect(isOfFeed(feed, header, now)).toBe(false);
  });

  it('is refused where there is no feed, or one without a key', () => {
    const header = basicOf(feed.target_id, feedPassword);

    expect(isOfFeed(undefined, header, now)).toBe(false);
    expect(isOfFeed(undefined, basicOf(feed.target_id, ''), now)).toBe(false);
    expect(isOfFeed(aFeed({ keys: [] }), header, now)).toBe(false);
  });

  it.each([
    ['until then', now + 1, true],
    ['no longer', now, false],
  ])('that was replaced is taken %s', (_, until, taken) => {
    const [key = { hash: '' }] = feed.keys;
    const replaced = aFeed({ keys: [{ ...key, until: new Date(until).toISOString() }] });

    expect(isOfFeed(replaced, basicOf(feed.target_id, feedPassword), now)).toBe(taken);
  });

  it('is refused with any header that does not carry it', () => {
    fc.assert(fc.property(fc.string(), (header) => !isOfFeed(feed, header, now)));
  });
});
