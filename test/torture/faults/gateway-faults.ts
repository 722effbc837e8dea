import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault } from './fault';

/** The way from one gateway to the primary is cut; gateway, primary and everybody else see each other. */
export const cutGatewayFromPrimary: Fault = async ({ set, gateways, random, isShort }) => {
  const primary = await set.waitForPrimary();
  const gateway = random.pick(gateways);
  const proxy = gateway.proxies.get(primary.port);
  if (!proxy) throw new Error(`no proxy to port ${primary.port}`);
  const cut = random.pick(['blackHole', 'reset'] as const);
  proxy.sever(cut);
  try {
    await sleep(isShort ? 2_000 : random.between(2_000, 8_000));
  } finally {
    proxy.mend();
  }
  return `gateway ${gateways.indexOf(gateway)}, ${cut}`;
};

/** SIGKILL to a gateway in the middle of its work. */
export const killGateway: Fault = async ({ gateways, random, isShort }) => {
  const gateway = random.pick(gateways);
  await gateway.kill();
  await sleep(isShort ? 300 : random.between(300, 3_000));
  gateway.launch();
  await gateway.waitUntilReady();
  return `gateway ${gateways.indexOf(gateway)}`;
};

/** SIGTERM to a gateway, which has 10 s to end with code 0, and a new start. */
export const restartGateway: Fault = async ({ gateways, random, report }) => {
  const gateway = random.pick(gateways);
  const name = `gateway ${gateways.indexOf(gateway)}`;
  try {
    const code = await gateway.terminate(10_000);
    if (code !== 0) report('shutdown', `${name} ended with ${code} after SIGTERM`);
  } catch (error) {
    report('shutdown', `${name}: ${(error as Error).message}`);
  }
  gateway.launch();
  await gateway.waitUntilReady();
  return name;
};

/** The wall clock of a gateway steps by ten minutes, either way, and stays there until the next jump. */
export const jumpClock: Fault = async ({ gateways, random, isShort }) => {
  const gateway = random.pick(gateways);
  const offsetSeconds = random.pick([-600, 600]);
  gateway.clock?.jumpTo(offsetSeconds);
  await sleep(isShort ? 500 : random.between(500, 3_000));
  return `gateway ${gateways.indexOf(gateway)}, ${offsetSeconds} s`;
};
