import { useEffect, useRef } from 'react';

/** Puts the cursor into the first field with an error whenever `what`, which tells the errors, changes. Goes on the form. */
export function useFirstError(what: string) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (what !== '') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [what]);
  return form;
}
