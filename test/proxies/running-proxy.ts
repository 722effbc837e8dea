import { join } from 'node:path';
import { freePorts } from '../support/free-ports';
import { OwnedProcess } from '../support/owned-process';
import { waitUntil } from '../support/wait-until';
import { type Certificate } from './certificate';
import { http1Client, http2Client, type HttpClient, type Protocol } from './http-clients';
import { type ProxyKind } from './proxy-kinds';
import { PORTS_PER_PROXY, type ProxyPorts, templateValues } from './template-values';

/** A proxy of the machine that runs with one of the configurations. */
export interface RunningProxy {
  readonly ports: ProxyPorts;
  /** A client of the example configuration: plain HTTP/1.1, or HTTP/2 over TLS. */
  example(protocol: Protocol): HttpClient;
  /** A client of the dialects: plain, in either protocol. */
  dialects(protocol: Protocol): HttpClient;
  stop(): Promise<void>;
}

/** A proxy that is on this machine. */
export interface FoundProxy {
  readonly kind: ProxyKind;
  readonly program: string;
}

/** Starts a proxy on free ports; resolves when it lets requests through to a gateway that is ready. */
export async function startProxy(options: {
  proxy: FoundProxy;
  /** Empty and its own. */
  directory: string;
  gatewayPorts: readonly [number, number];
  certificate: Certificate;
  hasDialects: boolean;
}): Promise<RunningProxy> {
  const { proxy, directory, certificate, hasDialects } = options;
  const [http, tls, dialect, dialectH2, defaultCheck] = await freePorts(PORTS_PER_PROXY);
  const ports = {
    http: http!,
    tls: tls!,
    dialect: dialect!,
    dialectH2: proxy.kind.name === 'nginx' ? dialectH2! : dialect!,
    defaultCheck: defaultCheck!,
  };
  const values = templateValues({ ports, gatewayPorts: options.gatewayPorts, certificate });
  const { run } = await proxy.kind.configure({ directory, values, hasDialects });
  const logFile = join(directory, 'proxy.log');
  const child = OwnedProcess.start({ command: proxy.program, args: run, logFile });
  const clients: HttpClient[] = [];
  const keep = (client: HttpClient): HttpClient => {
    clients.push(client);
    return client;
  };
  const stop = async (): Promise<void> => {
    for (const client of clients) client.close();
    child.signal('SIGTERM');
    await child.exited;
  };
  try {
    await waitUntil({
      what: `${proxy.kind.name}, see ${logFile}`,
      withinMs: 10_000,
      everyMs: 50,
      ask: async () => {
        if (!child.isRunning) throw new Error('it ended');
        const call = { method: 'GET', path: '/readyz' };
        return (await http1Client(ports.http).http(call)).status === 200 || undefined;
      },
    });
  } catch (error) {
    await child.kill();
    throw error;
  }
  return {
    ports,
    example: (protocol) =>
      protocol === 'HTTP/1.1'
        ? http1Client(ports.http)
        : keep(http2Client(ports.tls, certificate.pem)),
    dialects: (protocol) =>
      protocol === 'HTTP/1.1' ? http1Client(ports.dialect) : keep(http2Client(ports.dialectH2)),
    stop,
  };
}
