import { type IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import { MAX_ACCEPT_CHARS } from './unserved';

const STREAM_TYPE = 'text/event-stream';
const OFFERED = ['application/json', 'application/graphql-response+json', STREAM_TYPE];

/** `only`: whatever the answer is, it is a stream; `also`: a subscription is. */
export type AcceptedStream = 'no' | 'also' | 'only';

/** Whether a request can be answered with a stream of events. */
export function acceptsStream({ method, headers: { accept } }: IncomingMessage): AcceptedStream {
  if (!accept?.includes(STREAM_TYPE)) return 'no';
  if (accept.length > MAX_ACCEPT_CHARS) return 'no';
  if (method !== 'GET' && method !== 'POST') return 'no';
  const accepted = new Negotiator({ headers: { accept } }).mediaTypes(OFFERED);
  if (!accepted.includes(STREAM_TYPE)) return 'no';
  return accepted[0] === STREAM_TYPE ? 'only' : 'also';
}
