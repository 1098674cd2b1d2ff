import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { ApiClient } from '../../local/api-client.ts';
import { changeUnit, connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually } from '../support/local-system.ts';
import { type Prometheus, startPrometheus } from './prometheus.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const boardSchema = z.object({
  title: z.string(),
  __inputs: z.array(z.object({ name: z.literal('DS_PROMETHEUS'), type: z.literal('datasource') })),
  panels: z.array(
    z.object({
      title: z.string(),
      gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
      targets: z.array(z.object({ expr: z.string(), refId: z.string() })).min(1),
    }),
  ),
});
const { panels } = boardSchema.parse(
  JSON.parse(readFileSync(join(docs, 'grafana-dashboard.json'), 'utf8')),
);
const aMinute = 60_000;
let client: ApiClient;
let prometheus: Prometheus;
let target: string;
let linked: Awaited<ReturnType<typeof linkUnit>>;

/** The configuration as operations.md has it, for this system and faster. */
function scrapeConfig(home: string): string {
  const [, config = ''] =
    /```yaml\n(scrape_configs:\n[\s\S]+?)```/.exec(
      readFileSync(join(docs, 'operations.md'), 'utf8'),
    ) ?? [];
  return config
    .replace('channels.example.com', new URL(home).host)
    .replace('scheme: https', 'scheme: http')
    .replace('scrape_interval: 1m', 'scrape_interval: 1s')
    .replace(/credentials_file: .+/, 'credentials: local-viewer');
}

/** As Grafana fills in its variables, for all targets. */
const filled = (expression: string) =>
  expression.replaceAll('$__rate_interval', '1m').replaceAll('$name', '.*');

beforeAll(async () => {
  const home = inject('home');
  client = new ApiClient(home, 'local-owner');
  ({ id: target } = await connectTarget(client, inject('hostaway')));
  linked = await linkUnit(client, target);
  await untilSynced(client, linked);
  prometheus = await startPrometheus(scrapeConfig(home));
});
afterAll(() => prometheus?.stop());

const told = (expression: string, wanted: (value: number) => boolean) =>
  eventually(
    expression,
    async () => {
      const [first] = await prometheus.query(expression).catch(() => []);
      return first !== undefined && wanted(first.value[1]) ? first : undefined;
    },
    aMinute,
  );

it('is text that promtool finds nothing to say against', async () => {
  const answer = await fetch(`${inject('home')}/api/metrics`, {
    headers: { authorization: 'Bearer local-viewer' },
  });
  const input = await answer.text();

  expect(input).toContain(target);
  // The names and units are those of the specification: latencies in ms, where Prometheus would have seconds.
  const said = execFileSync('bash', ['-c', 'promtool check metrics 2>&1 || true'], {
    input,
    encoding: 'utf8',
  });
  const complaints = said
    .split('\n')
    .filter((line) => line !== '' && !/abbreviated|base unit/.test(line));
  expect(complaints).toEqual([]);
});

it('is scraped, and what changes at the channel is counted there', async () => {
  const of = (action: string) =>
    `tvl_sync_jobs_total{action="${action}",state="success",target="${target}"}`;
  await told(of('create'), (jobs) => jobs === 1);
  expect((await prometheus.query('up'))[0]?.value[1]).toBe(1);
  await told(of('update'), (jobs) => jobs === 0);

  const unit = await changeUnit(client, linked.unit, { name: `Villa ${randomUUID()}` });
  await untilSynced(client, { ...linked, unit });

  await told(of('update'), (jobs) => jobs === 1);
  await told(`increase(${of('update')}[5m])`, (more) => more > 0);
  await told(`tvl_sync_latency_ms_count{target="${target}"}`, (jobs) => jobs === 2);
});

it.each(panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr])))(
  "gives Grafana's panel %j data by %s",
  async (_title, expression) => {
    await told(filled(expression), (value) => value >= 0 || Number.isNaN(value));
  },
);

it('has the panels side by side', () => {
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  );

  expect(new Set(cells).size).toBe(cells.length);
});
