import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault } from './fault';

/** SIGKILL to the primary, restart after the others had time to elect. */
export const killPrimary: Fault = async ({ set, random, isShort }) => {
  const primary = await set.waitForPrimary();
  await primary.kill();
  await sleep(isShort ? 1_500 : random.between(1_000, 6_000));
  primary.start();
  await primary.waitUntilUp();
  await set.waitForPrimary();
  return `port ${primary.port}`;
};

/** SIGSTOP for longer than an election takes; when it resumes it still considers itself primary. */
export const freezePrimary: Fault = async ({ set, random, isShort }) => {
  const primary = await set.waitForPrimary();
  primary.freeze();
  try {
    await sleep(isShort ? 3_600 : random.between(3_600, 8_000));
  } finally {
    primary.thaw();
  }
  await set.waitForPrimary();
  return `port ${primary.port}`;
};

/** An orderly step-down, as in maintenance. */
export const stepDown: Fault = async ({ set }) => {
  await set.stepDown();
  await set.waitForPrimary();
  return 'asked';
};

/** SIGKILL to the primary and one more node: no primary can be elected. */
export const loseMajority: Fault = async ({ set, random, isShort }) => {
  const primary = await set.waitForPrimary();
  const other = random.pick(set.nodes.filter((node) => node !== primary));
  const lost = [primary, other];
  await Promise.all(lost.map((node) => node.kill()));
  await sleep(isShort ? 1_000 : random.between(1_000, 8_000));
  for (const node of lost) node.start();
  await Promise.all(lost.map((node) => node.waitUntilUp()));
  await set.waitForPrimary();
  return `ports ${lost.map((node) => node.port).join(', ')}`;
};
