import { type WebhookEvent } from './payload';
import { signatureHeaders } from './signature';

/** Why an event was not taken; `unreadable`: its entry in the history is damaged, and nothing was posted. */
export const FAILURES = [
  'connection',
  'timeout',
  'redirect',
  'clientError',
  'serverError',
  'gone',
  'unreadable',
] as const;

/** What became of one post. */
export type Posted =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'failed';
      readonly why: (typeof FAILURES)[number];
      readonly status?: number;
      /** How long the receiver asks to be left alone. */
      readonly retryAfterMs?: number | undefined;
    };

/** Where and how events are posted. */
export interface PostTerms {
  readonly url: string;
  readonly keys: readonly Uint8Array[];
  readonly timeoutMs: number;
}

/** What is read of an answer, so that its connection can be used again. */
const MAX_ANSWER_BYTES = 8 * 1024;
/** How long that takes at most. */
const MAX_ANSWER_MS = 250;

/**
 * Posts an event once. Only a status of 2xx means that it was taken; redirects are not followed. Rejects
 * only when the signal aborts, after which the event may have been taken.
 */
export async function postEvent(
  event: WebhookEvent,
  { url, keys, timeoutMs }: PostTerms,
  { nowMs, signal }: { readonly nowMs: number; readonly signal: AbortSignal },
): Promise<Posted> {
  signal.throwIfAborted();
  // By hand: `AbortSignal.any` keeps a part of each signal that ever followed one that lasts.
  const ending = new AbortController();
  const end = (): void => ending.abort();
  signal.addEventListener('abort', end);
  const timer = setTimeout(end, timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'lock-gateway',
        ...signatureHeaders(event, { keys, nowMs }),
      },
      body: event.body,
      redirect: 'manual',
      signal: ending.signal,
    });
    await discard(response);
    return toPosted(response, nowMs);
  } catch {
    signal.throwIfAborted();
    return { kind: 'failed', why: ending.signal.aborted ? 'timeout' : 'connection' };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

function toPosted({ ok, status, headers }: Response, nowMs: number): Posted {
  if (ok) return { kind: 'delivered' };
  const retryAfterMs = readRetryAfter(headers.get('retry-after'), nowMs);
  return { kind: 'failed', why: reasonOf(status), status, retryAfterMs };
}

function reasonOf(status: number): (typeof FAILURES)[number] {
  if (status === 410) return 'gone';
  if (status >= 500) return 'serverError';
  return status >= 400 ? 'clientError' : 'redirect';
}

/** Seconds or a date; undefined for anything else. */
function readRetryAfter(text: string | null, nowMs: number): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/** Reads a short answer to its end; of any other the connection is closed. Never rejects. */
async function discard({ body }: Response): Promise<void> {
  if (!body) return;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const late = setTimeout(() => void reader.cancel().catch(() => {}), MAX_ANSWER_MS);
  try {
    let bytes = 0;
    while (bytes <= MAX_ANSWER_BYTES) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
    }
    await reader.cancel();
  } catch {
    // The status has told what became of the event.
  } finally {
    clearTimeout(late);
  }
}
