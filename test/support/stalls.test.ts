import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { windowViolations } from '../../local/oracle.ts';
import { watchStalls, windowToCount } from './stalls.ts';

const windowMs = 1_000;
const marginMs = 500;

/** Sends a call, and another as soon as a window and its margin are over, from a thread that nobody holds up. */
const sender = `
  const { request } = require('node:http');
  const { workerData } = require('node:worker_threads');
  for (const after of [100, ${100 + windowMs + marginMs}])
    setTimeout(() => request({ port: workerData, host: '127.0.0.1' }).end(), after);
`;

it('a receiver that stalls for longer than the margin sees too many calls, unless windows are counted shorter by that', async () => {
  const arrivals: number[] = [];
  const server = createServer((_request, response) => {
    arrivals.push(performance.now());
    response.end();
    if (arrivals.length === 2) server.close();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stalls = await watchStalls();
  const { port } = server.address() as AddressInfo;
  const worker = new Worker(sender, { eval: true, workerData: port });
  await once(worker, 'online');

  // Long enough for the first call to come while nobody looks.
  for (const until = performance.now() + 900; performance.now() < until; );
  await once(server, 'close');
  stalls.stop();

  expect(windowViolations(arrivals, 1, windowMs)).toHaveLength(1);
  expect(stalls.longest()).toBeGreaterThan(marginMs);
  expect(windowViolations(arrivals, 1, windowToCount(windowMs, stalls.longest()))).toEqual([]);
});
