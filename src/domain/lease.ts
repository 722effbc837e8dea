import { MAX_NOTE_LENGTH } from './lock';
import { findTextProblem, type InputProblem, invalid } from './lock-key';

/** The maximum length of a session id. */
const MAX_SESSION_LENGTH = 64;
const SESSION_ID = /^[\x20-\x7e]*$/;

/** The shortest lease that a caller can ask for. */
export const MIN_TTL_SECONDS = 10;
/** The longest lease that a caller can ask for: 24 hours. */
export const MAX_TTL_SECONDS = 24 * 60 * 60;

/** What a caller can say besides the key; each part is optional. */
export interface Asked {
  readonly ttlSeconds?: number | undefined;
  readonly note?: string | null | undefined;
  readonly message?: string | null | undefined;
  readonly reason?: string | null | undefined;
  readonly sessionId?: string | undefined;
}

/** The first problem with what a caller asks for besides the key, or undefined. */
export function findGrantProblem(asked: Asked): InputProblem | undefined {
  const { ttlSeconds } = asked;
  if (ttlSeconds !== undefined) {
    const isInRange = ttlSeconds >= MIN_TTL_SECONDS && ttlSeconds <= MAX_TTL_SECONDS;
    if (!Number.isSafeInteger(ttlSeconds) || !isInRange) {
      const range = `${MIN_TTL_SECONDS} to ${MAX_TTL_SECONDS}`;
      return invalid('ttlSeconds', `must be a whole number from ${range}`);
    }
  }
  return (
    findTextOfProblem(asked, 'note') ??
    findTextOfProblem(asked, 'message') ??
    findTextOfProblem(asked, 'reason') ??
    findSessionProblem(asked.sessionId)
  );
}

function findTextOfProblem(
  asked: Asked,
  field: 'note' | 'message' | 'reason',
): InputProblem | undefined {
  const text = asked[field];
  return text ? findTextProblem(field, text, MAX_NOTE_LENGTH) : undefined;
}

function findSessionProblem(sessionId: string | undefined): InputProblem | undefined {
  if (sessionId === undefined) return undefined;
  if (sessionId === '') return invalid('sessionId', 'has no characters');
  if (sessionId.length > MAX_SESSION_LENGTH) {
    return invalid('sessionId', `is longer than ${MAX_SESSION_LENGTH} characters`);
  }
  if (SESSION_ID.test(sessionId)) return undefined;
  return invalid('sessionId', 'has a character that is not printable ASCII');
}
