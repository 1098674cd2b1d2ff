const regions = new Intl.DisplayNames('en', { type: 'region' });

/** E.g. "Italy" for IT; the code itself when it is none. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
}

/** E.g. "Sofa bed" for sofa_bed. */
export function codeInWords(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
