import { waitUntil } from '../../../support/wait-until';
import { Changer } from './changer';
import { type Command, type CommandName, type Commands } from './commands';
import { type DeliveryLog } from './delivery-log';
import { Pollers } from './pollers';
import { Subscribers } from './subscribers';

type Handlers = {
  [Name in CommandName]: (
    request: Commands[Name]['request'],
  ) => Promise<Commands[Name]['answer']> | Commands[Name]['answer'];
};

let subscribers: Subscribers | undefined;
let stalled: Subscribers | undefined;
let log: DeliveryLog | undefined;
let onDelivered: ((number: number) => void) | undefined;

const handlers: Handlers = {
  open: async ({ atOnce, ...options }) => {
    const startedAt = performance.now();
    subscribers = new Subscribers({ ...options, onDelivered: (number) => onDelivered?.(number) });
    await subscribers.open(atOnce);
    const { snapshots } = subscribers;
    return { tookMs: performance.now() - startedAt, snapshotEvents: snapshots };
  },
  record: ({ first }) => {
    log = subscribers!.record(first);
    return null;
  },
  deliveries: async ({ end, withinMs }) => {
    await untilComplete(log!, end, withinMs);
    return log!.result(end);
  },
  saturate: async ({ port, first, window, durationMs }) => {
    const changer = await Changer.open(port, first);
    log = subscribers!.record(first);
    const startedAt = performance.now();
    const over = new Promise<void>((resolve) => {
      onDelivered = (number) => {
        if (performance.now() - startedAt < durationMs) void changer.change();
        else if (number >= changer.nextNumber - window) resolve();
      };
    });
    for (let place = 0; place < window; place++) void changer.change();
    await over;
    onDelivered = undefined;
    const end = changer.nextNumber;
    await untilComplete(log, end, 10_000);
    const elapsedMs = performance.now() - startedAt;
    const { errors, firstError } = changer;
    changer.close();
    for (let count = 0; count < errors; count++) log.fail(firstError!);
    return { ...log.result(end), elapsedMs, end };
  },
  stall: async ({ port, audience }) => {
    const perSocket = audience.subscribers;
    stalled = new Subscribers({ port, audience, perSocket, readiness: 'snapshot' });
    await stalled.open();
    stalled.stall();
    return null;
  },
  poll: ({ port, audience, first, durationMs }) =>
    new Pollers(port, audience, first).run(durationMs),
  cut: () => {
    subscribers?.cut();
    stalled?.cut();
    subscribers = stalled = log = undefined;
    return null;
  },
};

async function untilComplete(told: DeliveryLog, end: number, withinMs: number): Promise<void> {
  const ask = (): Promise<true | undefined> =>
    Promise.resolve(told.isComplete(end) ? true : undefined);
  // What is missing then shows in the result.
  await waitUntil({ what: 'all deliveries', withinMs, everyMs: 20, ask }).catch(() => undefined);
}

process.on('message', ({ name, request }: Command) => {
  Promise.resolve()
    .then(() => (handlers[name] as (given: typeof request) => unknown)(request))
    .then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
