import { type DestinationStream, type Logger, pino } from 'pino';
import { type RequestObserver } from '../observation/request-observer';
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

/** The same fault is not told more often than this while it lasts. */
const REPEAT_FAULT_AFTER_MS = 10_000;

/** One line a request, and each kind of fault once in a while with the count of what was left out. */
export function logRequests(logger: Logger): RequestObserver {
  // These lines have fixed fields, none of them secret; searching each for secrets costs too much.
  const requestLines = logger.child({}, { redact: [] });
  const told = new Map<string, { at: number; left: number }>();
  return {
    answered: (request) => {
      const durationMs = Math.round(request.durationMs * 10) / 10;
      requestLines.info({ ...request, durationMs }, 'request');
    },
    fault: (requestId, error) => {
      const cause = rootCause(error);
      const kind = `${cause.name}: ${cause.message}`.slice(0, 200);
      const last = told.get(kind);
      if (last && performance.now() - last.at < REPEAT_FAULT_AFTER_MS) {
        last.left += 1;
        return;
      }
      if (told.size > 100) told.clear();
      told.set(kind, { at: performance.now(), left: 0 });
      logger.error({ requestId, err: error, repeated: last?.left ?? 0 }, 'fault');
    },
  };
}

function rootCause(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? rootCause(error.cause) : error;
}
