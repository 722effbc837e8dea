import { type Logger, pino } from 'pino';

/** The same fault is not told more often than this while it lasts. */
const REPEAT_AFTER_MS = 10_000;
/** So many kinds are told apart at a time: what callers send can make its way into a message. */
const MAX_KINDS = 100;
const MAX_KIND_CHARS = 200;
/** Of a longer message or stack the beginning is told. */
const MAX_TEXT_CHARS = 8 * 1024;

/**
 * Tells each kind of fault once in ten seconds with the number left out, and at most 100 kinds in that
 * time; those beyond are one kind. So neither the log nor what is remembered grows with what is sent.
 */
export function faultLog(logger: Logger): (requestId: string, error: unknown) => void {
  const log = logger.child({}, { serializers: { err: toBoundedError } });
  const told = new Map<string, Told>();
  const others: Told = { at: -Infinity, left: 0 };
  const forgetOld = (): void => {
    for (const [kind, { at, left }] of told) {
      if (performance.now() - at < REPEAT_AFTER_MS) continue;
      told.delete(kind);
      others.left += left;
    }
  };
  const find = (kind: string): Told => {
    if (!told.has(kind)) {
      if (told.size >= MAX_KINDS) forgetOld();
      if (told.size >= MAX_KINDS) return others;
      told.set(kind, { at: -Infinity, left: 0 });
    }
    return told.get(kind)!;
  };
  return (requestId, error) => {
    const last = find(kindOf(error));
    if (performance.now() - last.at < REPEAT_AFTER_MS) {
      last.left += 1;
      return;
    }
    log.error({ requestId, err: error, repeated: last.left }, 'fault');
    last.at = performance.now();
    last.left = 0;
  };
}

/** When a kind was told, and how often it was left out since. */
interface Told {
  at: number;
  left: number;
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
