import { useSearchParams } from 'react-router';

/** What an entry in the trail to go back through becomes: taken over (`replace`), or followed by another (`push`). */
export type Trail = 'replace' | 'push';

/**
 * The page's address after `?`, and how to change a part of it. The router shows a change in a transition, so that what was pressed
 * answers at once however long the page takes; until then what it has shown is behind. A change therefore begins from the address
 * as it stands in the browser: of two in quick succession, the second would otherwise take back the first.
 */
export function useAddress(): [
  URLSearchParams,
  (change: (params: URLSearchParams) => void, trail: Trail) => void,
] {
  const [params, setParams] = useSearchParams();
  const set = (change: (params: URLSearchParams) => void, trail: Trail) => {
    const after = new URLSearchParams(window.location.search);
    change(after);
    setParams(after, { replace: trail === 'replace', preventScrollReset: true });
  };
  return [params, set];
}
