import { startTransition, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';

/**
 * A part of the page's address after `?`, which is left out while it is as usual. What is typed letter by letter leaves no trail
 * to go back through (`replace`); where to go back to is a step of its own (`push`). The address follows a moment later: until then the
 * value is what was set last, so that no letter of who types quickly is lost.
 */
export function useParam(
  name: string,
  usual = '',
  trail: 'replace' | 'push' = 'replace',
): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const inAddress = params.get(name) ?? usual;
  const [ahead, setAhead] = useState<string>();
  useEffect(() => {
    if (ahead === inAddress) setAhead(undefined);
  }, [ahead, inAddress]);
  const set = (value: string) => {
    // What was pressed answers at once, however long the page takes to follow.
    startTransition(() => {
      setAhead(value);
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === usual) after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: trail === 'replace', preventScrollReset: true },
      );
    });
  };

  return [ahead ?? inAddress, set];
}
