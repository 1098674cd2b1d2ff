import type { ServerResponse } from 'node:http';
import { cut, pause, send, sendHalf, sendPage, sendSlowly } from '../answer.ts';
import type { Fault } from '../faults/fault.ts';
import { failMessage, failResult, type Reply } from '../reply.ts';

/** Sends the reply, or what the fault makes of it. */
export async function deliver(
  response: ServerResponse,
  failure: Fault | undefined,
  reply: Reply = failResult(500, 'Internal error'),
): Promise<void> {
  switch (failure?.kind) {
    case undefined:
      return send(response, reply);
    case 'server_error':
      return send(response, failResult(failure.status, 'Internal error'));
    case 'refuse':
      return refuse(response, failure);
    case 'drop':
      return cut(response);
    case 'timeout':
      await pause(failure.delay_ms, response);
      return cut(response);
    case 'late':
      return sendNothingYet(response, failure.answer);
    case 'truncated_json':
      return sendHalf(response, reply);
    case 'not_json':
      return sendPage(response, { status: 200, words: 'Checking your browser.' });
    case 'slow_body':
      return sendSlowly(response, reply, failure.delay_ms);
    case 'latency':
    case 'list':
    case 'ignore':
    case 'lose_days':
    case 'rate_limit':
    case 'offline':
      // Have struck before.
      return send(response, reply);
  }
}

function refuse(response: ServerResponse, fault: Extract<Fault, { kind: 'refuse' }>): void {
  const { status, words, form, retry_after_seconds } = fault;
  const headers: Record<string, string> =
    retry_after_seconds === undefined ? {} : { 'Retry-After': String(retry_after_seconds) };
  if (form === 'page') sendPage(response, { status, words, headers });
  else send(response, { ...failMessage(status, words), headers });
}

async function sendNothingYet(
  response: ServerResponse,
  answer: Extract<Fault, { kind: 'late' }>['answer'],
): Promise<void> {
  if (answer === 'gateway_timeout') return send(response, failResult(504, 'Gateway timeout'));
  if (answer === 'none') await pause(120_000, response);

  return cut(response);
}
