import { createHmac } from 'node:crypto';
import { type WebhookEvent } from './payload';

/**
 * The headers of an event by the Standard Webhooks specification, signed with each of these keys so
 * that a receiver can have either.
 */
export function signatureHeaders(
  { id, body }: WebhookEvent,
  { keys, nowMs }: { readonly keys: readonly Uint8Array[]; readonly nowMs: number },
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signatures = keys.map(
    (key) =>
      `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
