/** A browser's cookies of one origin. */
export class CookieJar {
  readonly #kept = new Map<string, string>();

  /** `name=value` each. */
  get all(): string[] {
    return [...this.#kept].map(([name, value]) => `${name}=${value}`);
  }

  get(name: string): string | undefined {
    return this.#kept.get(name);
  }

  /** Takes `Set-Cookie` headers in. */
  keep(setCookies: readonly string[]): void {
    for (const one of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(one)) this.#kept.delete(name);
      else this.#kept.set(name, value);
    }
  }
}

/** Follows redirects by hand, keeping cookies, up to a page or an address that begins with `home`. */
export async function follow(
  address: string,
  { jar, home, ...init }: RequestInit & { readonly jar: CookieJar; readonly home: string },
): Promise<string> {
  if (address.startsWith(home)) return address;
  const headers = { cookie: jar.all.join('; ') };
  const answer = await fetch(address, { redirect: 'manual', headers, ...init });
  jar.keep(answer.headers.getSetCookie());
  const next = answer.headers.get('location');
  if (next !== null) return follow(new URL(next, address).href, { jar, home });
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
  return address;
}
