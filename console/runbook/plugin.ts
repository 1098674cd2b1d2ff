import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { outline } from './outline.ts';

/** Has `import { sections } from '....md'` give a document by its headings. It is parsed when the console is built: no browser loads a parser. */
export const markdownOutlines: Plugin = {
  name: 'markdown-outlines',
  enforce: 'pre',
  async load(id) {
    if (!id.endsWith('.md')) return null;
    this.addWatchFile(id);
    return `export const sections = ${JSON.stringify(outline(await readFile(id, 'utf8')))};`;
  },
};
