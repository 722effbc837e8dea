import { Writable } from 'node:stream';
import { type Logger } from 'pino';
import { createLogger } from '../../src/observability/logs/logger';

/** The gateway's own logger, with its lines kept in memory. */
export interface CapturedLog {
  readonly logger: Logger;
  /** All lines so far as one text. */
  text(): string;
  /** All lines so far as objects. */
  entries(): Record<string, unknown>[];
}

/** A logger at the level `trace` that writes nowhere but into memory. */
export function captureLog(): CapturedLog {
  const chunks: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  const text = (): string => chunks.join('');
  return {
    logger: createLogger('trace', sink),
    text,
    entries: () =>
      text()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
