import { type RefObject, useEffect } from 'react';
import { useSearchParams } from 'react-router';

/** Leads who follows a link to one field of a form (`?field=address.city`) there: it is in sight, and has the cursor. */
export function useLinkedField(form: RefObject<HTMLElement | null>): void {
  const [params] = useSearchParams();
  const field = params.get('field');
  useEffect(() => {
    if (field === null) return;
    const fields = form.current?.querySelectorAll<HTMLElement>('[data-field]') ?? [];
    const place = [...fields].find((each) => isWithin(field, each.dataset.field ?? ''));
    place?.scrollIntoView({ block: 'center' });
    place?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
  }, [field, form]);
}

/** Whether one is the other or a part of it: `media_assets.3.url` is in `media_assets`, and `address` begins at its first part. */
function isWithin(a: string, b: string): boolean {
  return `${a}.`.startsWith(`${b}.`) || `${b}.`.startsWith(`${a}.`);
}
