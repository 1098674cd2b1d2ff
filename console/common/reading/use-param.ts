import { useSearchParams } from 'react-router';

/**
 * A part of the page's address after `?`, which is left out while it is as usual. What changes all the time leaves no trail to go back
 * through (`replace`); where to go back to is a step of its own (`push`). The address follows in a transition, so that what was
 * pressed answers at once, however long the page takes: what is typed keeps its letters itself until then.
 */
export function useParam(
  name: string,
  usual = '',
  trail: 'replace' | 'push' = 'replace',
): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = (value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === usual) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: trail === 'replace', preventScrollReset: true },
    );

  return [params.get(name) ?? usual, set];
}
