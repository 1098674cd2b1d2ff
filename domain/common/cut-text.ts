/** The beginning of a text, at most so many UTF-16 code units, and never half of a character: where one would be cut it is left out. */
export function cutText(text: string, length: number): string {
  const cut = text.slice(0, length);

  return cut.length < text.length && isHighSurrogate(cut.at(-1)) ? cut.slice(0, -1) : cut;
}

function isHighSurrogate(unit: string | undefined): boolean {
  return unit !== undefined && unit >= '\ud800' && unit <= '\udbff';
}
