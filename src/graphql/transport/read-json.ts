import { type IncomingMessage } from 'node:http';
import { BODY_OUTCOMES, type BodyLimits, readBody } from '../../http/read-body';
import { type BodyOutcome } from './http-answer';

/** The value of a JSON body, undefined without a body, or why it is rejected. */
export async function readJson(
  request: IncomingMessage,
  limits: BodyLimits,
): Promise<{ value: unknown } | { refusal: BodyOutcome }> {
  const body = await readBody(request, limits);
  if (body.kind !== 'json') return { refusal: BODY_OUTCOMES[body.kind] };
  return parseJson(body.bytes) ?? { refusal: 'invalidJson' };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(bytes: Buffer): { value: unknown } | undefined {
  // Apollo rejects a missing body itself and says what is missing.
  if (bytes.length === 0) return { value: undefined };
  try {
    return { value: JSON.parse(utf8.decode(bytes)) };
  } catch {
    return undefined;
  }
}
