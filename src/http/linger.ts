import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { type Readable } from 'node:stream';
import { TIME_BUDGET } from '../config/time-budget';

/** The most bytes that are read and discarded of what a rejected client still sends. */
const MAX_DISCARDED_BYTES = 8 * 1024 * 1024;

/**
 * Ends an answer whose head is written. If the client is still sending its request, the rest is read
 * and discarded first, up to 5 s and 8 MiB: closing a connection with unread bytes resets it, and
 * the client would see a broken pipe instead of its answer.
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
  // The head has the length, so the answer is complete although the connection stays open.
  if (body === undefined) response.flushHeaders();
  else response.write(body);
  discardRest(request, () => response.end());
}

const notWaitedFor = new WeakSet<IncomingMessage>();

/** Makes `endAnswer` close at once, because the request has already timed out. */
export function endWithoutWaiting(request: IncomingMessage): void {
  notWaitedFor.add(request);
}

/** Sends a last answer on a connection without a request, then closes it the same way. */
export function endConnection(socket: Socket, answer: string): void {
  // Detach the HTTP parser from the rest.
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
