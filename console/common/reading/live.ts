/** How often (ms) a page looks again: soon while something is under way there. Never while its tab is hidden. */
export function lookAgainIn(isUnderWay: boolean): number {
  return isUnderWay ? 2_000 : 15_000;
}
