import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type OwnMongod } from '../support/own-mongod';
import { seedUsersAt, TEST_USERS } from '../support/test-users';
import { GatewayNode } from '../support/system/gateway-node';
import { restartUnderLoad, SHUTDOWN_DELAY, startLoad } from './cases/rolling-stop';
import { seenWhileAway } from './cases/database-away';
import { type Certificate } from './certificate';
import { type HttpClient } from './http-clients';
import { type Column, type ResultTable } from './result-table';
import { type FoundProxy, type RunningProxy, startProxy } from './running-proxy';
import { PROTOCOLS } from './try-proxy';

/** A client in its column. */
interface Caller {
  readonly column: Column;
  readonly client: HttpClient;
}

/**
 * Two gateways as processes behind every proxy at once: one of them is restarted under load, then
 * the database stops answering.
 */
export async function tryLife(options: {
  proxies: readonly FoundProxy[];
  directory: string;
  certificate: Certificate;
  mongod: OwnMongod;
  results: ResultTable;
}): Promise<void> {
  const { proxies, directory, certificate, mongod, results } = options;
  const mongodbUri = mongod.uri.replace(/\/own\?/, '/life?');
  await seedUsersAt(mongodbUri, TEST_USERS);
  const gateways: GatewayNode[] = [];
  const running: RunningProxy[] = [];
  try {
    for (const name of ['1', '2'])
      gateways.push(await startGateway({ name, directory, mongodbUri }));
    const [first, second] = gateways;
    const callers: Caller[] = [];
    for (const proxy of proxies) {
      const own = join(directory, `life-${proxy.kind.name}`);
      await mkdir(own);
      const gatewayPorts = [first!.port, second!.port] as const;
      const started = await startProxy({
        ...{ proxy, directory: own, gatewayPorts, certificate },
        hasDialects: false,
      });
      running.push(started);
      for (const protocol of PROTOCOLS) {
        const column = { proxy: proxy.kind.name, protocol };
        callers.push({ column, client: started.example(protocol) });
      }
    }
    await tryRollingStop({ gateway: first!, callers, results });
    await tryDatabaseAway({ mongod, callers, results });
  } finally {
    for (const proxy of running) await proxy.stop();
    for (const gateway of gateways) await gateway.stop();
  }
}

async function tryRollingStop(options: {
  gateway: GatewayNode;
  callers: readonly Caller[];
  results: ResultTable;
}): Promise<void> {
  const { gateway, callers, results } = options;
  const loads = callers.map(({ column, client }) =>
    startLoad(client, `${column.proxy} ${column.protocol}`),
  );
  const exitCode = await restartUnderLoad(gateway, loads).finally(() =>
    Promise.all(loads.map((load) => load.finish())),
  );
  for (const [at, { column }] of callers.entries()) {
    await results.try('a rolling restart loses no request', column, async () => {
      if (exitCode !== 0) return `the gateway ended with ${exitCode}`;
      return loads[at]!.finish();
    });
  }
}

async function tryDatabaseAway(options: {
  mongod: OwnMongod;
  callers: readonly Caller[];
  results: ResultTable;
}): Promise<void> {
  const { mongod, callers, results } = options;
  mongod.freeze();
  try {
    await Promise.all(
      callers.map(({ column, client }) =>
        results.try('database away: the 500 of the gateway', column, () => seenWhileAway(client)),
      ),
    );
  } finally {
    mongod.thaw();
  }
}

function startGateway(options: {
  name: string;
  directory: string;
  mongodbUri: string;
}): Promise<GatewayNode> {
  const environment = { TRUST_PROXY: '1', SHUTDOWN_DELAY };
  return GatewayNode.start({ ...options, mongodPorts: [], lockTtl: '30m', environment });
}
