import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { type Readable } from 'node:stream';
import { TIME_BUDGET } from '../config/time-budget';

/** How much of what a refused client still sends is read and discarded. */
const MAX_DISCARDED_BYTES = 8 * 1024 * 1024;

/**
 * Ends an answer whose head is written. When the client is still sending its request, the rest is
 * read and discarded first, for 5 s and 8 MiB at the most: closing a connection with unread bytes
 * resets it, and the client would see a broken pipe instead of its answer.
 */
export function endAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  body: string | undefined,
): void {
  if (request.complete || notWaitedFor.has(request)) {
    response.end(body);
    return;
  }
  // With its length in the head the answer is whole for the client, although the connection stays.
  if (body === undefined) response.flushHeaders();
  else response.write(body);
  discardRest(request, () => response.end());
}

const notWaitedFor = new WeakSet<IncomingMessage>();

/** Makes `endAnswer` close at once: the rest of this request was waited for long enough. */
export function endWithoutWaiting(request: IncomingMessage): void {
  notWaitedFor.add(request);
}

/** Sends a last answer over a connection without a request, and closes it in the same way. */
export function endConnection(socket: Socket, answer: string): void {
  // No parser looks at the rest.
  socket.removeAllListeners('data');
  socket.end(answer);
  discardRest(socket, () => socket.destroy());
}

function discardRest(source: Readable, done: () => void): void {
  let leftBytes = MAX_DISCARDED_BYTES;
  const finish = (): void => {
    clearTimeout(timer);
    source.off('data', count).off('end', finish).off('close', finish);
    done();
  };
  const count = (chunk: Buffer): void => {
    leftBytes -= chunk.length;
    if (leftBytes <= 0) finish();
  };
  const timer = setTimeout(finish, TIME_BUDGET.lingerMs);
  source.on('data', count).once('end', finish).once('close', finish).resume();
}
