import { join } from 'node:path';
import { defineConfig } from 'vite';
import { leanerComponents } from './leaner-components.ts';
import { markdownOutlines } from './runbook/plugin.ts';

/** Where `npm start` runs the API, for `npx vite console`: the console with what is edited. */
const api = process.env.API_URL ?? 'http://localhost:4000';
// As if the page were the API's own: it takes changes from its own origin only.
const proxied = { target: api, headers: { origin: api } };
const components = join(import.meta.dirname, '../node_modules/@cloudscape-design/components');

export default defineConfig({
  root: import.meta.dirname,
  plugins: [leanerComponents, markdownOutlines],
  resolve: {
    alias: {
      // Its names end in a hash that changes with each release of the components; theirs are the ones that they define.
      '@cloudscape-design/design-tokens': join(components, 'internal/generated/styles/tokens.js'),
      // The components' messages come parsed.
      '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/lib/no-parser.js',
    },
  },
  build: {
    target: 'es2023',
    // The policy of the pages allows no data in style sheets' fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The components mark where a server's part would end; there is no server's part here.
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      // What the first page needs comes in one piece: many small ones compress worse, and were cut anew with each change elsewhere.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: {
    proxy: { '^/api/': proxied, '^/docs(/|$)': proxied },
    // The runbook is one of the documents.
    fs: { allow: ['..'] },
  },
});
