import { MAX_NOTE_LENGTH } from './lock';
import { findTextProblem, type InputProblem, invalid } from './lock-key';

/** The shortest lease that a caller can ask for. */
export const MIN_TTL_SECONDS = 10;
/** The longest lease that a caller can ask for: 24 hours. */
export const MAX_TTL_SECONDS = 24 * 60 * 60;

/** The first problem with the lease and the note of a grant, or undefined. */
export function findGrantProblem(asked: {
  ttlSeconds?: number | undefined;
  note?: string | null | undefined;
}): InputProblem | undefined {
  const { ttlSeconds, note } = asked;
  if (ttlSeconds !== undefined) {
    const isInRange = ttlSeconds >= MIN_TTL_SECONDS && ttlSeconds <= MAX_TTL_SECONDS;
    if (!Number.isSafeInteger(ttlSeconds) || !isInRange) {
      const range = `${MIN_TTL_SECONDS} to ${MAX_TTL_SECONDS}`;
      return invalid('ttlSeconds', `must be a whole number from ${range}`);
    }
  }
  return note ? findTextProblem('note', note, MAX_NOTE_LENGTH) : undefined;
}
