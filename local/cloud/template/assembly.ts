import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { type Stack, templateSchema } from './template.ts';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
          directoryName: z.string().optional(),
        })
        .default({}),
    }),
  ),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/**
 * Reads a folder that `cdk synth` wrote, nested stages included.
 *
 * @throws ZodError or a file system error when the folder is not a cloud assembly.
 */
export async function readAssembly(folder: string): Promise<Stack[]> {
  const { artifacts } = manifestSchema.parse(await readJson(join(folder, 'manifest.json')));
  const assets = new Map<string, string>();
  for (const { type, properties } of Object.values(artifacts)) {
    if (type === 'cdk:asset-manifest' && properties.file !== undefined) {
      await readAssets(folder, properties.file, assets);
    }
  }
  const stacks: Stack[] = [];
  for (const [id, { type, properties }] of Object.entries(artifacts)) {
    if (type === 'cdk:cloud-assembly' && properties.directoryName !== undefined) {
      stacks.push(...(await readAssembly(join(folder, properties.directoryName))));
    }
    if (type === 'aws:cloudformation:stack' && properties.templateFile !== undefined) {
      const template = templateSchema.parse(await readJson(join(folder, properties.templateFile)));
      stacks.push({ name: properties.stackName ?? id, template, assets });
    }
  }
  return stacks;
}

async function readAssets(folder: string, file: string, into: Map<string, string>): Promise<void> {
  const { files } = assetsSchema.parse(await readJson(join(folder, file)));
  for (const { source, destinations } of Object.values(files)) {
    for (const { objectKey } of Object.values(destinations)) {
      if (source.path !== undefined) into.set(objectKey, resolve(folder, source.path));
    }
  }
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
