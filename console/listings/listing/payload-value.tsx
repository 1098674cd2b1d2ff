import { Picture } from '../../common/picture.tsx';
import { valueWords } from '../../common/words/value-words.ts';

const shown = 12;

/** A value of a payload; pictures are shown. */
export function PayloadValue({ value }: { readonly value: unknown }) {
  const all = Array.isArray(value) ? value.map(urlOf).filter((url) => url !== undefined) : [];
  const urls = [...new Set(all)];
  if (urls.length === 0) return plainWords(value);

  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 4, alignItems: 'center' }}>
      {urls.slice(0, shown).map((url, index) => (
        <Picture key={url} url={url} alt={`Photo ${index + 1}`} />
      ))}
      {urls.length > shown && `and ${urls.length - shown} more`}
    </div>
  );
}

/** Short lists are spelt out: they are numbers of amenities and beds. */
function plainWords(value: unknown): string {
  if (!Array.isArray(value))
    return typeof value === 'string' ? value || 'nothing' : valueWords(value);
  const items = value.map((item) =>
    isRecord(item) ? Object.values(item).join(' × ') : String(item),
  );
  return items.length === 0 ? 'none' : items.join(', ');
}

function urlOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item.startsWith('http') ? item : undefined;
  return isRecord(item) && typeof item.url === 'string' ? item.url : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
