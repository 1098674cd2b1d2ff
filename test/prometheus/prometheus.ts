import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

const answerSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string().transform(Number)]),
      }),
    ),
  }),
});

export interface Prometheus {
  /** What an expression gives now. @throws ZodError when it is none */
  query(expression: string): Promise<z.infer<typeof answerSchema>['data']['result']>;
  stop(): Promise<void>;
}

/** Prometheus, as Debian has it, with a configuration: everything in a folder of its own. */
export async function startPrometheus(config: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, config);
  execFileSync('promtool', ['check', 'config', file]);
  const address = `127.0.0.1:${await freePort()}`;
  const running = spawn(
    'prometheus',
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  await once(running, 'spawn');
  const gone = once(running, 'exit');

  return {
    async query(expression) {
      const url = `http://${address}/api/v1/query?query=${encodeURIComponent(expression)}`;
      const answer = await fetch(url);

      return answerSchema.parse(await answer.json()).data.result;
    },
    async stop() {
      running.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  server.close();
  await once(server, 'close');

  return port;
}
