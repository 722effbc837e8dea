import { type DestinationStream, type Logger, pino } from 'pino';
import { type RequestObserver } from '../request-observer';
import { faultLog } from './fault-log';
import { type LogOutput, logOutput } from './log-output';
import { RepeatFilter } from './repeat-filter';

/** Fields of logged objects that can contain secrets. */
const SECRET_PATHS = ['cookie', 'authorization', 'refreshToken', 'token', 'tokenHash'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** Shared by all loggers without a destination, because each output listens for the exit of the process. */
let standardOutput: LogOutput | undefined;

/** A logger that writes JSON lines with secrets redacted, to standard output by default. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    { level, base: null, redact: { paths: SECRET_PATHS, censor: '[secret]' } },
    destination ?? (standardOutput ??= logOutput()),
  );
}

/** The shortest time between two lines about the same kind of fault or early refusal. */
const REPEAT_INTERVAL_MS = 10_000;

/**
 * Logs one line per request. Faults, and requests refused before they reach a door, are logged once
 * per kind and interval, with the number of lines skipped.
 */
export function logRequests(logger: Logger): RequestObserver {
  // These lines have fixed fields without secrets; searching each of them costs too much.
  const requestLines = logger.child({}, { redact: [] });
  const refusals = new RepeatFilter(REPEAT_INTERVAL_MS);
  return {
    answered: (request) => {
      if (request.door === 'http') {
        const repeated = refusals.report(request.outcome);
        if (repeated !== undefined) requestLines.info({ ...request, repeated }, 'refused');
        return;
      }
      const durationMs = Math.round(request.durationMs * 10) / 10;
      requestLines.info({ ...request, durationMs }, 'request');
    },
    fault: faultLog(logger, REPEAT_INTERVAL_MS),
  };
}
