import createClient from 'openapi-fetch';
import type { components, paths } from './contract.d.ts';
import { problemOf, unreachable } from './problem.ts';

export type Schemas = components['schemas'];

/** The API at this page's own origin, with the session's cookie. */
export const api = createClient<paths>({ baseUrl: '' });

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a call was answered. @throws ProblemError */
export async function answer<T>(call: Promise<Answered<T>>): Promise<T> {
  return (await answerWithTag(call)).data;
}

/** Also the ETag of what was read, which `If-Match` takes. @throws ProblemError */
export async function answerWithTag<T>(
  call: Promise<Answered<T>>,
): Promise<{ data: T; etag: string | null }> {
  const { data, response } = await accepted(call);
  if (data === undefined) throw problemOf(response, undefined);

  return { data, etag: response.headers.get('etag') };
}

/** That a call without an answer was made. @throws ProblemError */
export async function done(call: Promise<Answered<unknown>>): Promise<void> {
  await accepted(call);
}

async function accepted<T>(call: Promise<Answered<T>>): Promise<Answered<T>> {
  const answered = await call.catch((cause: unknown) => {
    throw unreachable(cause);
  });
  if (!answered.response.ok) throw problemOf(answered.response, answered.error);
  return answered;
}

/** A page of a list, as the API answers it. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/** Reads the page of a list that begins at a cursor. */
type ReadPage<T> = (query: { limit: number; cursor?: string }) => Promise<PageOf<T>>;

/** The items of a list, page by page, as they are asked for. @throws ProblemError */
export async function* pagesOf<T>(read: ReadPage<T>): AsyncGenerator<readonly T[]> {
  for (let cursor: string | undefined; ; ) {
    const page = await read({ limit: 100, ...(cursor !== undefined && { cursor }) });
    yield page.items;
    if (page.next_cursor === null) return;
    cursor = page.next_cursor;
  }
}

/** Every item of a list. @throws ProblemError */
export async function allPages<T>(read: ReadPage<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const items of pagesOf(read)) all.push(...items);

  return all;
}
