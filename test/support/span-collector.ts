import { join } from 'node:path';
import { startLocalServer } from './local-server';
import { waitUntil } from './wait-until';

/** A finished span as `tracing-sdk.mjs` tells of it. */
export interface CollectedSpan {
  readonly name: string;
  /** As in the API: 0 internal, 1 server, 2 client. */
  readonly kind: number;
  /** 2 is an error. */
  readonly status: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string;
  /** The ids of the spans that it links to. */
  readonly links: readonly string[];
}

/** Where the spans of a gateway process arrive. */
export interface SpanCollector {
  /** The settings that start the process with an SDK in it. */
  readonly environment: Readonly<Record<string, string>>;
  /** All that arrived, in order. */
  readonly spans: CollectedSpan[];
  /** Resolves with what is found once there is something. */
  find<Found>(
    what: string,
    look: (spans: readonly CollectedSpan[]) => Found | undefined,
  ): Promise<Found>;
  stop(): Promise<void>;
}

/** The SDK sends what ended every 50 ms. */
const PATIENCE = { withinMs: 10_000, everyMs: 25 };

/** Starts a collector for the gateway process that is started next. */
export async function startSpanCollector(): Promise<SpanCollector> {
  const spans: CollectedSpan[] = [];
  const server = await startLocalServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      spans.push(...(JSON.parse(Buffer.concat(parts).toString()) as CollectedSpan[]));
      response.end();
    });
  });
  return {
    spans,
    environment: {
      NODE_OPTIONS: `--import ${join(__dirname, 'tracing-sdk.mjs')}`,
      COLLECTOR_URL: server.url,
    },
    find: (what, look) => waitUntil({ what, ...PATIENCE, ask: () => Promise.resolve(look(spans)) }),
    stop: () => server.stop(),
  };
}
