import type { StoredWebhook } from './stored-webhook.ts';

const mostOfAnAnswer = 1000;

export interface Answer {
  /** Null when there was none in time. */
  readonly status: number | null;
  readonly response_body: string | null;
  readonly error: string | null;
}

/** Posts a body to a webhook once. Where an answer points to is not followed. Never throws. */
export async function postEvent(
  { url, login, password }: StoredWebhook,
  body: unknown,
  signal: AbortSignal,
): Promise<Answer> {
  const basic = Buffer.from(`${login}:${password}`).toString('base64');
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: {
        'Content-Type': 'application/json',
        ...(login && password ? { Authorization: `Basic ${basic}` } : {}),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();

    return { status: response.status, response_body: text.slice(0, mostOfAnAnswer), error: null };
  } catch (error) {
    return { status: null, response_body: null, error: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;

  return cause instanceof Error ? cause.message || cause.name : error.message;
}
