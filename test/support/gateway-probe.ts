import { join } from 'node:path';
import { freePort } from './free-ports';

/** Measurements from inside a gateway process. */
export interface GatewayProbe {
  /** The settings that start the process with the probe in it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Bytes in use after a garbage collection, and resident. */
  memory(): Promise<{ heapUsed: number; rss: number; external: number; arrayBuffers: number }>;
  /** The longest time the event loop was blocked since the last call. */
  delays(): Promise<{ maxMs: number }>;
  startProfile(): Promise<void>;
  /** The profiles since the start, as the inspector gives them. */
  stopProfile(): Promise<{ cpu: unknown; heap: unknown }>;
}

/** Prepares a probe for the gateway process that is started next. */
export async function prepareGatewayProbe(): Promise<GatewayProbe> {
  const port = await freePort();
  const ask = async <Answer>(path: string): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    if (!response.ok) throw new Error(`the probe answers ${path}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  return {
    environment: {
      NODE_OPTIONS: `--require ${join(__dirname, 'gateway-probe-preload.cjs')}`,
      PROBE_PORT: String(port),
    },
    memory: () => ask('/memory'),
    delays: () => ask('/delays'),
    startProfile: () => ask('/profile/start'),
    stopProfile: () => ask('/profile/stop'),
  };
}
