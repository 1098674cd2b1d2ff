const mask = '***';
/** Each takes time in proportion to the text, whatever a stranger writes: nothing is looked at again from every place. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{6,}(?:\.[\w-]*){0,2}/g, mask],
  [/\bbearer\s+[^\s"',;]+/gi, `Bearer ${mask}`],
  // An e-mail address, looked for only where a word begins.
  [/(?<![^\s"'<>:,;()@])[^\s"'<>:,;()@]+@[^\s"'<>:,;()@]+\.[a-z]{2,}/gi, mask],
  // A telephone number, only if it can be no date or id: international, or in the three groups of North America.
  [/\+\d(?:[\s().-]{0,2}\d){7,14}|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b/g, mask],
  // What opens a home or an account, told by the name of its field: doorCode=1234, "wifiPassword":"x", door code: 1234.
  [
    /\b((?:door|gate|lock|lockbox|entry|access|alarm|wi-?fi|key|client|api)[\s_-]?(?:security|safe)?[\s_-]?(?:code|password|pin|pickup|secret|token|key)|passw(?:or)?d|passcode|pin)(["']?\s{0,3}[:=]\s{0,3}(?:value\s)?)(?:"[^"]{1,200}"?|'[^']{1,200}'?|[^\s"',;&]+)/gi,
    `$1$2${mask}`,
  ],
];

/** More than is ever kept of an answer. */
const looked = 4096;
/** Longest text that only a pattern knows: an e-mail address (RFC 5321), a telephone number. */
const longestPersonal = 320;

/**
 * Takes secrets, tokens of any kind, codes and personal data (e-mail addresses, telephone numbers) out of a text that a
 * channel sent, before it is kept. Only the beginning is looked at and given back: a stranger's text may have megabytes.
 */
export function redact(text: string, secrets: Iterable<string>): string {
  // Longest first, so that a secret that contains another goes as a whole.
  const words = [...secrets].flatMap(spellings).sort((a, b) => b.length - a.length);
  const edge = Math.max(longestPersonal, words[0]?.length ?? 0);
  let clean = text.slice(0, looked + edge);

  for (const word of words) clean = clean.replaceAll(word, mask);
  for (const [pattern, put] of patterns) clean = clean.replaceAll(pattern, put);

  // What begins this near to the cut may be half of something that was not recognised.
  return text.length > looked + edge ? clean.slice(0, -edge) : clean;
}

/** How a secret may come back: as it is, in a URL, in a form, in JSON, and in a request of ours that an answer in JSON quotes. */
function spellings(secret: string): string[] {
  if (secret === '') return [];
  const url = encodeURIComponent(secret.toWellFormed());
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const json = inJson(secret);

  return [secret, url, inSmallLetters(url), form, inSmallLetters(form), json, inJson(json)];
}

function inSmallLetters(encoded: string): string {
  return encoded.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
