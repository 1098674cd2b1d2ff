const words: Readonly<Record<string, string>> = {
  name: 'a name',
  capacity_adults: 'how many adults it takes',
  address: 'an address',
  'address.city': 'a street or city',
  'address.country_code': 'a country',
  media_assets: 'a primary picture',
};

/** What a unit lacks to be published, as an operator says it, e.g. "a name, a primary picture"; empty when it is ready. */
export function missingWords(
  missing: readonly { readonly path: string; readonly message: string }[],
): string {
  return missing.map(({ path, message }) => words[path] ?? message).join(', ');
}
