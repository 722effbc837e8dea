import { type IncomingMessage } from 'node:http';

/** The largest head of a request, in characters of its target and its fields. */
export const MAX_HEAD_CHARS = 16 * 1024;

/** The most fields in the head of a request; Node silently drops any beyond its own limit. */
export const MAX_HEADER_COUNT = 100;

/** True for a head with more fields than are read. */
export function hasTooManyFields({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.length > 2 * MAX_HEADER_COUNT;
}

/** True for a head with too many fields or characters. */
export function isHeadTooLarge(request: IncomingMessage): boolean {
  if (hasTooManyFields(request)) return true;
  const { url = '', rawHeaders } = request;
  let chars = url.length;
  for (const text of rawHeaders) chars += text.length;
  return chars > MAX_HEAD_CHARS;
}
