const mask = '***';
const jwt = /\beyJ[\w-]{6,}(?:\.[\w-]*){0,2}/g;
const bearer = /\bbearer\s+[^\s"',;]+/gi;
const email = /[^\s"'<>:,;()]+@[^\s"'<>:,;()]+\.[a-z]{2,}/gi;
/** Only what cannot be a date or an id: international, or in the three groups of North America. */
const phone = /\+\d(?:[\s().-]{0,2}\d){7,14}|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b/g;

/**
 * Takes secrets, tokens of any kind and personal data (e-mail addresses, telephone numbers) out of a text that a channel
 * sent, before it is cut or kept.
 */
export function redact(text: string, secrets: Iterable<string>): string {
  let clean = text;

  // Longest first, so that a secret that contains another goes as a whole.
  for (const secret of [...secrets].flatMap(spellings).sort((a, b) => b.length - a.length)) {
    clean = clean.replaceAll(secret, mask);
  }
  return clean
    .replaceAll(jwt, mask)
    .replaceAll(bearer, `Bearer ${mask}`)
    .replaceAll(email, mask)
    .replaceAll(phone, mask);
}

/** How a secret may come back: as it is, in a URL, in a form, in JSON. */
function spellings(secret: string): string[] {
  if (secret === '') return [];
  const form = new URLSearchParams({ s: secret }).toString().slice(2);

  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    form,
    JSON.stringify(secret).slice(1, -1),
  ];
}
