import { type DestinationStream, type Logger, pino } from 'pino';
import { type RequestObserver } from '../request-observer';
import { faultLog } from './fault-log';
import { type LogOutput, logOutput } from './log-output';
import { onceInAWhile } from './once-in-a-while';

/** Where secrets could hide in an object that somebody logs. */
const SECRET_PATHS = ['cookie', 'authorization', 'refreshToken', 'token', 'tokenHash'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** Shared by all loggers without a destination: each output listens for the exit of the process. */
let standardOutput: LogOutput | undefined;

/** JSON lines, on standard output if nothing else is said. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    { level, base: null, redact: { paths: SECRET_PATHS, censor: '[secret]' } },
    destination ?? (standardOutput ??= logOutput()),
  );
}

/** What ends before any door is not told more often than this while it lasts. */
const REPEAT_AFTER_MS = 10_000;

/**
 * One line a request; each kind of fault, and of what ends before any door, once in a while with the
 * count of what was left out.
 */
export function logRequests(logger: Logger): RequestObserver {
  // These lines have fixed fields, none of them secret; searching each for secrets costs too much.
  const requestLines = logger.child({}, { redact: [] });
  const repeatsOfRefusal = onceInAWhile(REPEAT_AFTER_MS);
  return {
    answered: (request) => {
      if (request.door === 'http') {
        const repeated = repeatsOfRefusal(request.outcome);
        if (repeated !== undefined) requestLines.info({ ...request, repeated }, 'refused');
        return;
      }
      const durationMs = Math.round(request.durationMs * 10) / 10;
      requestLines.info({ ...request, durationMs }, 'request');
    },
    fault: faultLog(logger),
  };
}
