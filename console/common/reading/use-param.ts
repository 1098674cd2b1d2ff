import { type Trail, useAddress } from './use-address.ts';

/**
 * A part of the page's address after `?`, which is left out while it is as usual. What changes all the time leaves no trail to go back
 * through (`replace`); where to go back to is a step of its own (`push`).
 */
export function useParam(
  name: string,
  usual = '',
  trail: Trail = 'replace',
): [string, (value: string) => void] {
  const [params, change] = useAddress();
  const set = (value: string) =>
    change((after) => {
      if (value === usual) after.delete(name);
      else after.set(name, value);
    }, trail);

  return [params.get(name) ?? usual, set];
}
