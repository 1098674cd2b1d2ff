/**
 * Takes the place of package `semver` in the bundles. There only the tracer's dependencies use it, to ask whether
 * Node.js is newer than 8; the real one builds its grammar at import, an eighth of what a function adds to a cold start.
 * Anything else asked of it fails when the function is loaded.
 */
export function gte(): boolean {
  return true;
}
