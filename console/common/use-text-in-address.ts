import { useSearchParams } from 'react-router';

/** A text that belongs to a page's address, such as a filter: links to it lead to the same view. Empty is not written. */
export function useTextInAddress(name: string): [string, (text: string) => void] {
  const [params, setParams] = useSearchParams();
  const change = (text: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (text === '') next.delete(name);
        else next.set(name, text);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );

  return [params.get(name) ?? '', change];
}
