import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { parse } from 'yaml';
import { ownSourceMap } from './own-source-map.ts';
import { packageFiles } from './package-assets.ts';
import { filesReadLater, readLater } from './read-later.ts';

export interface BundleOptions {
  /** Folder that holds `lambdas/`. */
  readonly root: string;
  /** Gets one folder per function, with `index.mjs`, its source map, its data files and what is read later. */
  readonly outdir: string;
  readonly names: readonly string[];
  /** Whether packages are taken as they are, to compare with. @default false */
  readonly whole?: boolean;
}

/** Some dependencies are CommonJS and call `require` at run time, which an ES module does not have. */
const requireBanner =
  "import{createRequire as tvlCreateRequire}from'node:module';const require=tvlCreateRequire(import.meta.url);";

const dataFileTypes = new Set(['.yaml']);

/** Packages that the bundles need less of than there is. */
const standIns = Object.fromEntries(
  [
    ['yaml', 'yaml'],
    ['@aws-sdk/credential-provider-node', 'credential-provider-node'],
    ['@smithy/core/event-streams', 'event-streams'],
    ['@aws-lambda-powertools/jmespath', 'jmespath'],
    ['@aws-lambda-powertools/jmespath/functions', 'jmespath'],
  ].map(([name, file]) => [name, join(import.meta.dirname, 'stand-ins', `${file}.ts`)]),
);

const common = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  banner: { js: requireBanner },
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * Bundles all functions in one call, so that what they share is parsed once. The result depends on the sources only.
 * Files are replaced whole and only when they differ: several runs may share the folder.
 */
export async function bundleFunctions({
  root,
  outdir,
  names,
  whole = false,
}: BundleOptions): Promise<void> {
  const options = whole ? common : { ...common, alias: standIns };
  const result = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      names.map((name) => [`${name}/index`, `lambdas/${name}/index.ts`]),
    ),
    outdir,
    write: false,
    metafile: true,
    plugins: [readLater],
    sourcemap: true,
    sourcesContent: false,
  });
  const files = new Map<string, Buffer>(
    result.outputFiles.map(({ path, contents, text }) => [
      path,
      Buffer.from(path.endsWith('.map') ? ownSourceMap(text) : contents),
    ]),
  );
  for (const [path, content] of await dataFiles(root, result.metafile)) files.set(path, content);
  const later = await filesReadLater(result.metafile, { ...options, absWorkingDir: root });
  for (const [path, content] of later) files.set(path, Buffer.from(content));
  for (const [path, content] of await packageFiles(root, outdir, names)) files.set(path, content);

  await Promise.all([...files].map(([path, content]) => replaceFile(path, content)));
  await Promise.all(names.map((name) => removeOthers(join(outdir, name), files)));
}

/**
 * A data file that lies beside a module goes wherever the module goes, since that reads it by `import.meta.url`. It
 * goes as JSON, which spares the functions a parser.
 */
async function dataFiles(root: string, { outputs }: Metafile): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const [output, { entryPoint, inputs }] of Object.entries(outputs)) {
    if (entryPoint === undefined) continue;
    for (const folder of ownFolders(Object.keys(inputs))) {
      for (const file of await readdir(join(root, folder))) {
        if (!dataFileTypes.has(extname(file))) continue;
        const data: unknown = parse(await readFile(join(root, folder, file), 'utf8'));
        found.set(join(root, dirname(output), file), Buffer.from(JSON.stringify(data)));
      }
    }
  }
  return found;
}

function ownFolders(inputs: readonly string[]): Set<string> {
  return new Set(inputs.filter((path) => !path.includes('node_modules')).map(dirname));
}

async function replaceFile(path: string, content: Buffer): Promise<void> {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(content)) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}`);
  await writeFile(draft, content);
  await rename(draft, path);
}

/** What an earlier bundle left behind would change the asset's hash. Drafts of other runs begin with a dot. */
async function removeOthers(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!name.startsWith('.') && !files.has(path)) await rm(path, { recursive: true });
  }
}
