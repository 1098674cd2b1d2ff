import { useSearchParams } from 'react-router';

/** A part of the page's address after `?`, which is left out while it is as usual. */
export function useParam(name: string, usual = ''): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = (value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === usual) after.delete(name);
        else after.set(name, value);
        return after;
      },
      // What is typed letter by letter leaves no trail to go back through.
      { replace: true, preventScrollReset: true },
    );

  return [params.get(name) ?? usual, set];
}
