import { type Logger, pino } from 'pino';
import { RepeatFilter } from './repeat-filter';

const MAX_KIND_CHARS = 200;
/** Longer messages and stacks are truncated to this length. */
const MAX_TEXT_CHARS = 8 * 1024;

/**
 * Logs faults with their causes: each kind once per `intervalMs`, with the number of occurrences
 * skipped since the last report.
 */
export function faultLog(
  logger: Logger,
  intervalMs: number,
): (requestId: string, error: unknown) => void {
  const log = logger.child({}, { serializers: { err: toBoundedError } });
  const repeats = new RepeatFilter(intervalMs);
  return (requestId, error) => {
    const repeated = repeats.report(kindOf(error));
    if (repeated !== undefined) log.error({ requestId, err: error, repeated }, 'fault');
  };
}

function kindOf(error: unknown): string {
  const { name, message } = rootCause(error);
  return `${name}: ${message}`.slice(0, MAX_KIND_CHARS);
}

function rootCause(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? rootCause(error.cause) : error;
}

function toBoundedError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error).slice(0, MAX_TEXT_CHARS);
  const { message, stack, ...others } = pino.stdSerializers.err(error);
  return {
    ...others,
    message: message.slice(0, MAX_TEXT_CHARS),
    stack: stack.slice(0, MAX_TEXT_CHARS),
  };
}
