/**
 * What every answer says to browsers and caches, errors too (OWASP REST Security Cheat Sheet). An answer that is a page, or may
 * be cached, says its own instead.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  // Data is no page: whoever opens it as one lets it load, run and frame nothing.
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // Two years, as browsers ask for. They heed it over https only, so that the local API stays reachable.
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
