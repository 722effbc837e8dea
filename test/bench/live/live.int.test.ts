import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { seedUsers } from '../servers/seed-users';
import { startWorker } from '../servers/worker';
import { SubscriberProcess } from './live-bench';
import { type Command } from './load/commands';
import { measureLatency } from './measure-latency';

let gateway: TestGateway;
let subscribers: SubscriberProcess;
let port: number;
const logDir = mkdtempSync(join(tmpdir(), 'live-bench-'));

beforeAll(async () => {
  gateway = await startTestGateway();
  await seedUsers(gateway.database);
  port = Number(new URL(gateway.url).port);
  const script = 'live/load/subscriber-process.ts';
  subscribers = new SubscriberProcess(await startWorker<Command, unknown>(script, { logDir }));
});

afterAll(async () => {
  await subscribers.stop();
  await gateway.stop();
  rmSync(logDir, { recursive: true, force: true });
});

describe('the bench of live events', () => {
  it.each([
    ['who see all', { subscribers: 20 }, 20],
    ['who have a page each', { subscribers: 200, recordsEach: 50 }, 2],
  ])('counts what subscribers %s are told', async (_who, audience, toldEach) => {
    await subscribers.run('open', { port, audience, readiness: 'snapshot' });
    const { row, next } = await measureLatency(
      { subscribers, report: () => undefined },
      {
        ...{ bench: 'smoke', server: 'here', port, audience, first: 0 },
        ...{ changesPerSecond: 200, durationMs: 1_000 },
      },
    );
    await subscribers.run('cut', null);
    expect(next).toBe(200);
    expect(row).toMatchObject({ errors: 0 });
    expect(row.p99).toBeLessThan(5_000);
    // Nothing is counted that was not delivered.
    expect(row.deliveriesPerSecond).toBeLessThanOrEqual(200 * toldEach);
  });

  it('finds that not all have been told', async () => {
    const audience = { subscribers: 2 };
    await subscribers.run('open', { port, audience, readiness: 'snapshot' });
    // Nobody makes the change that is asked for.
    await subscribers.run('record', { first: 0 });
    await expect(subscribers.run('deliveries', { end: 1, withinMs: 10 })).resolves.toMatchObject({
      ...{ errors: 1, firstError: 'change 0 was told to 0 only' },
    });
    await subscribers.run('cut', null);
  });
});
