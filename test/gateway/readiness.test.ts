import { type Connection } from 'mongoose';
import { type Logger } from 'pino';
import { Readiness } from '../../src/gateway/readiness';

/** A database that answers a ping when the test says so. */
function manualDatabase(): { connection: Connection; pings: (() => void)[] } {
  const pings: (() => void)[] = [];
  const command = (): Promise<void> => new Promise((resolve) => pings.push(resolve));
  return { connection: { db: { command } } as unknown as Connection, pings };
}

const logger = { warn: () => {} } as unknown as Logger;

test('however many ask at a time, the database is asked once', async () => {
  const { connection, pings } = manualDatabase();
  const readiness = new Readiness(connection, logger);
  await readiness.prepare(() => Promise.resolve());
  const answers = Array.from({ length: 300 }, () => readiness.isReady());
  expect(pings).toHaveLength(1);
  pings[0]!();
  expect(new Set(await Promise.all(answers))).toEqual(new Set([true]));
  void readiness.isReady();
  expect(pings).toHaveLength(2);
  readiness.stop();
  pings[1]!();
});

test('who is asking when the gateway stops is told at once that it is not ready', async () => {
  const { connection, pings } = manualDatabase();
  const readiness = new Readiness(connection, logger);
  await readiness.prepare(() => Promise.resolve());
  const answer = readiness.isReady();
  readiness.stop();
  expect(await answer).toBe(false);
  pings[0]!();
  expect(await readiness.isReady()).toBe(false);
});

test('a preparation that keeps failing ends when the gateway stops', async () => {
  const readiness = new Readiness(manualDatabase().connection, logger);
  const prepared = readiness.prepare(() => Promise.reject(new Error('away')));
  await new Promise(setImmediate);
  readiness.stop();
  expect(await prepared).toBe(false);
});
