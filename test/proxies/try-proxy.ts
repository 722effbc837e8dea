import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from '../support/test-config';
import { addExpiredSession } from '../contract/run-case';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { RATE_PER_ADDRESS, tryAddresses } from './cases/addresses';
import { tryContract } from './cases/contract';
import { tryDialects } from './cases/dialects';
import { tryDefaultCheck } from './cases/health';
import { tryIdleConnection } from './cases/idle';
import { tryRefusals, tryStreamedRefusals } from './cases/refusals';
import { type Certificate } from './certificate';
import { type Protocol } from './http-clients';
import { type Lane } from './lane';
import { type RecordingRelay, startRecordingRelay } from './recording-relay';
import { type ResultTable } from './result-table';
import { type FoundProxy, type RunningProxy, startProxy } from './running-proxy';

/** What a caller may speak. */
export const PROTOCOLS: readonly Protocol[] = ['HTTP/1.1', 'HTTP/2'];

/** One proxy twice: in front of two gateways, and of one through a relay that sees what is sent. */
interface Setup {
  readonly store: TestGateway;
  readonly relay: RecordingRelay;
  readonly pair: RunningProxy;
  readonly single: RunningProxy;
  stop(): Promise<void>;
}

/** Tries all that one running gateway can show, through one proxy, in both protocols. */
export async function tryProxy(options: {
  proxy: FoundProxy;
  directory: string;
  certificate: Certificate;
  results: ResultTable;
}): Promise<void> {
  const { proxy, results } = options;
  const setup = await start(options);
  try {
    for (const protocol of PROTOCOLS) {
      const column = { proxy: proxy.kind.name, protocol };
      const lane: Lane = {
        ...column,
        store: setup.store,
        example: setup.pair.example(protocol),
        relayed: setup.single.example(protocol),
        dialects: setup.single.dialects(protocol),
        unrelayed: setup.pair.dialects(protocol),
        relay: setup.relay,
        defaultCheckPort: setup.single.ports.defaultCheck,
        try: (name, attempt) => results.try(name, column, attempt),
      };
      await Promise.all([tryPair(lane), trySingle(lane)]);
    }
  } finally {
    await setup.stop();
  }
}

async function tryPair(lane: Lane): Promise<void> {
  await tryContract(lane);
  await tryRefusals(lane);
  await tryStreamedRefusals(lane);
}

async function trySingle(lane: Lane): Promise<void> {
  await tryDialects(lane);
  await tryDefaultCheck(lane);
  await tryIdleConnection(lane);
  await tryAddresses(lane);
}

async function start(options: {
  proxy: FoundProxy;
  directory: string;
  certificate: Certificate;
}): Promise<Setup> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const stopOne of stops.reverse()) await stopOne();
  };
  const keep = <Part extends { stop(): Promise<void> }>(part: Part): Part => {
    stops.push(() => part.stop());
    return part;
  };
  const through = async (more: {
    name: string;
    gatewayPorts: readonly [number, number];
  }): Promise<RunningProxy> => {
    const directory = join(options.directory, more.name);
    await mkdir(directory, { recursive: true });
    return keep(await startProxy({ ...options, ...more, directory, hasDialects: true }));
  };
  try {
    // Here it is not the rate that is tried.
    const unlimited = { limits: { ...DEFAULT_LIMITS, rate: undefined } };
    const store = keep(await startTestGateway({ config: unlimited }));
    await addExpiredSession(store);
    const { mongodbUri } = store;
    const second = keep(await startTestGateway({ config: unlimited, mongodbUri }));
    const single = keep(await startTestGateway({ config: { limits: limitedByAddress } }));
    const relay = keep(await startRecordingRelay(portOf(single)));
    return {
      store,
      relay,
      pair: await through({
        name: 'pair',
        gatewayPorts: [portOf(store), portOf(second)],
      }),
      single: await through({
        name: 'single',
        gatewayPorts: [relay.port, relay.port],
      }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const limitedByAddress = {
  ...DEFAULT_LIMITS,
  rate: { perUser: 10_000, perAddress: RATE_PER_ADDRESS },
  trustProxy: { kind: 'hops', hops: 1 },
} as const;

function portOf({ url }: TestGateway): number {
  return Number(new URL(url).port);
}
