const longest = 160;

/** A field's value as an operator reads it; texts in quotation marks, long ones cut. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'string') return `“${cut(value)}”`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`;
  return typeof value === 'object' ? cut(JSON.stringify(value)) : String(value);
}

const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text);
