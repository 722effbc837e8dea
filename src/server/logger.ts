import { type DestinationStream, type Logger, pino } from 'pino';
import { type RequestObserver } from '../observation/request-observer';
import { faultLog } from './fault-log';
import { logOutput } from './log-output';

/** Where secrets could hide in an object that somebody logs. */
const SECRET_PATHS = ['cookie', 'authorization', 'refreshToken', 'token', 'tokenHash'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** JSON lines, on standard output if nothing else is said. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    { level, base: null, redact: { paths: SECRET_PATHS, censor: '[secret]' } },
    destination ?? logOutput(),
  );
}

/** One line a request, and each kind of fault once in a while with the count of what was left out. */
export function logRequests(logger: Logger): RequestObserver {
  // These lines have fixed fields, none of them secret; searching each for secrets costs too much.
  const requestLines = logger.child({}, { redact: [] });
  return {
    answered: (request) => {
      const durationMs = Math.round(request.durationMs * 10) / 10;
      requestLines.info({ ...request, durationMs }, 'request');
    },
    fault: faultLog(logger),
  };
}
