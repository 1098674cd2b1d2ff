/** The browser keeps cookies of this prefix to this very origin, and to https (or this machine). */
export const sessionCookie = '__Host-tvl_session';

/** The cookie of one login under way: two tabs that log in at once have one each. */
export function loginCookie(state: string): string {
  return `__Host-tvl_login_${state}`;
}

/** A cookie's value, as API Gateway hands cookies over (`name=value` each). */
export function readCookie(
  cookies: readonly string[] | undefined,
  name: string,
): string | undefined {
  return cookies?.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
}

export function writtenCookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Max-Age=${seconds}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

export function droppedCookie(name: string): string {
  return writtenCookie(name, '', 0);
}
