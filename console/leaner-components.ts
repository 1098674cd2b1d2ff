import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/**
 * Parts of the frame that the console never shows, and that every visit would load: drawers that other apps of a page bring along, and
 * notices of new features, with the sorting of lists by hand that these come with. A path that is gone after an update does no harm:
 * its part is loaded again, and the budget of the dashboard tells.
 */
const notShown = [
  'feature-notifications-drawer-content',
  'global-ai-drawer',
  'global-bottom-drawer',
  'global-drawer',
].map((name) => `/app-layout/visual-refresh-toolbar/drawer/${name}.js`);

/** Has them export what they do, each showing nothing. */
export const leanerComponents: Plugin = {
  name: 'leaner-components',
  enforce: 'pre',
  async load(id) {
    if (!notShown.some((end) => id.endsWith(end))) return null;
    const source = await readFile(id, 'utf8');
    const names = [...source.matchAll(/^export (?:function|const) (\w+)/gm)].map(
      ([, name]) => name,
    );
    const byDefault = /^export default /m.test(source) ? ['export default () => null;'] : [];

    return [...names.map((name) => `export const ${name} = () => null;`), ...byDefault].join('\n');
  },
};
