import * as z from 'zod';

/** Given to the thread at its start. */
export const bootSchema = z.object({
  file: z.string(),
  exportName: z.string(),
  memoryMb: z.number(),
});

/** The thread ends with this when it holds more than its function's memory: as a process that is killed does. */
export const outOfMemoryExit = 137;

/** One invocation, as the thread gets it. `event` is JSON text, so that nothing but JSON can pass. */
export const invokeSchema = z.object({
  event: z.string(),
  deadline: z.number(),
  requestId: z.string(),
  traceHeader: z.string(),
  functionArn: z.string(),
  functionName: z.string(),
  memoryMb: z.number(),
  logGroup: z.string(),
});

export type InvokeMessage = z.infer<typeof invokeSchema>;

/** What a failed invocation looks like to its caller. */
export const failureSchema = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()).default([]),
});

export type Failure = z.infer<typeof failureSchema>;

export const replySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('init-error'), failure: failureSchema }),
  z.object({ type: z.literal('result'), payload: z.string() }),
  z.object({ type: z.literal('error'), failure: failureSchema }),
]);

export type Reply = z.infer<typeof replySchema>;
