import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Piece } from './hostile-call';

/** An answer as it came over the wire; `text` is all after the head. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly text: string;
}

/** What one connection came to. */
export interface RawResult {
  /** Undefined when the connection ended, or the time was over, without a whole head of an answer. */
  readonly answer: RawAnswer | undefined;
  readonly tookMs: number;
}

/** An answer that ends with its connection is whole; one that keeps it open says how long it is. */
const LENGTH = /\r\ncontent-length: *(\d+)\r\n/i;

/** Sends the pieces over a connection of its own and takes one answer; never rejects. */
export async function sendRaw(options: {
  port: number;
  pieces: readonly Piece[];
  /** How long an answer is waited for. */
  withinMs: number;
}): Promise<RawResult> {
  const startedAt = performance.now();
  const socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => {});
  let received = Buffer.alloc(0);
  const answered = new Promise<void>((resolve) => {
    socket.once('close', resolve);
    socket.once('end', resolve);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (isWhole(received)) resolve();
    });
  });
  const send = async (): Promise<void> => {
    for (const { bytes, afterMs } of options.pieces) {
      if (afterMs > 0) await delay(afterMs);
      if (socket.writable) socket.write(bytes);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, options.withinMs);
  });
  await Promise.race([Promise.all([send(), answered]), answered, late]);
  clearTimeout(timer);
  socket.destroy();
  return { answer: parse(received), tookMs: performance.now() - startedAt };
}

function isWhole(received: Buffer): boolean {
  const { head, bodyAt } = split(received);
  if (head === undefined) return false;
  const length = LENGTH.exec(`${head}\r\n`)?.[1];
  return length !== undefined && received.length >= bodyAt + Number(length);
}

function parse(received: Buffer): RawAnswer | undefined {
  const { head, bodyAt } = split(received);
  if (head === undefined) return undefined;
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
  return { status, head, text: received.subarray(bodyAt).toString() };
}

/** The head of the first answer that is not an interim one. */
function split(received: Buffer): { head: string | undefined; bodyAt: number } {
  let from = 0;
  for (;;) {
    const end = received.indexOf('\r\n\r\n', from);
    if (end === -1) return { head: undefined, bodyAt: 0 };
    const head = received.subarray(from, end).toString('latin1');
    if (!/^HTTP\/1\.1 1\d\d/.test(head)) return { head, bodyAt: end + 4 };
    from = end + 4;
  }
}
