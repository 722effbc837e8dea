import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range from which the system gives outgoing connections theirs. */
const FROM = 12_000;
const TO = 32_000;

/** Each is given once at most: until somebody listens there, one that was given still seems free. */
const tried = new Set<number>();

/**
 * Ports of the loopback interface that are free, all different, also from those of other calls. No
 * outgoing connection can take one while the process that listens there is down and about to be
 * started again.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = randomInt(FROM, TO);
    if (tried.has(port)) continue;
    tried.add(port);
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    if (server.listening) await once(server.close(), 'close');
  }
}

/** One such port. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return port!;
}
