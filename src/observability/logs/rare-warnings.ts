import { type Logger } from 'pino';
import { RepeatFilter } from './repeat-filter';

/** How often the log repeats a warning of the same kind. */
const REPORT_EVERY_MS = 30_000;

/** Logs warnings: each kind once in 30 s, with the number of those skipped since. */
export function rareWarnings(
  logger: Logger,
): (kind: string, fields: object, message: string) => void {
  const repeats = new RepeatFilter(REPORT_EVERY_MS);
  return (kind, fields, message) => {
    const repeated = repeats.report(kind);
    if (repeated !== undefined) logger.warn({ ...fields, repeated }, message);
  };
}
