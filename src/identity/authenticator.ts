import { TIME_BUDGET } from '../config/time-budget';
import { type Authenticate, type Caller, type LookUpTerms } from '../domain/caller';
import { GroupCommit, QueueFull } from '../concurrency/group-commit';
import { traceBatches } from '../observability/tracing/trace-batches';
import { within } from '../concurrency/within';
import { assertInTime, Overloaded, Unavailable } from '../domain/errors';
import {
  type AnyUserDirectory,
  type SingleUserDirectory,
  type UserDirectory,
} from './user-directory';

/** The largest number of tokens in one look-up. */
const MAX_BATCH_SIZE = 128;
/** One: a look-up is short, and tokens that arrive meanwhile share the next one. */
const MAX_BATCHES_IN_FLIGHT = 1;
/** How many look-ups may wait before further ones are rejected. */
const MAX_QUEUED = 2_000;
/** Longer than any refresh token, so that a longer text needs no look-up. */
const MAX_TOKEN_LENGTH = 4_096;

/**
 * Resolves refresh tokens to callers; concurrent requests share one look-up. Rejects with
 * `Overloaded` or `Unavailable`, neither of which contains the token.
 */
export function createAuthenticate(directory: AnyUserDirectory): Authenticate {
  const find = 'findByTokens' in directory ? findTogether(directory) : findAlone(directory);
  return async (refreshToken, terms) => {
    if (!refreshToken) return { kind: 'noToken' };
    if (!canBeToken(refreshToken)) return { kind: 'unknownToken' };
    assertInTime(terms?.deadlineAt);
    try {
      const caller = await find(refreshToken, terms);
      return caller ? { kind: 'authenticated', caller } : { kind: 'unknownToken' };
    } catch (error) {
      const cause = { cause: error };
      if (error instanceof QueueFull) throw new Overloaded('too many look-ups are waiting', cause);
      throw new Unavailable('the user store did not answer', cause);
    }
  };
}

/** Tokens share a look-up, so only strings may pass, whatever a transport parsed from a cookie. */
function canBeToken(token: unknown): token is string {
  return typeof token === 'string' && token.length <= MAX_TOKEN_LENGTH && token.isWellFormed();
}

type Find = (token: string, terms: LookUpTerms | undefined) => Promise<Caller | undefined>;

/** A token, and for whom it is looked up. */
interface LookUp {
  readonly token: string;
  readonly terms: LookUpTerms | undefined;
}

function findTogether(directory: UserDirectory): Find {
  const lookUps = new GroupCommit({
    run: (asked: readonly LookUp[]) => directory.findByTokens(asked.map(({ token }) => token)),
    ownerOf: ({ terms }) => terms?.client,
    deadlineOf: ({ terms }) => terms?.deadlineAt,
    trace: traceBatches('look up users'),
    maxBatchSize: MAX_BATCH_SIZE,
    maxBatchesInFlight: MAX_BATCHES_IN_FLIGHT,
    maxQueued: MAX_QUEUED,
    deadlineMs: TIME_BUDGET.lookUpMs,
  });
  return (token, terms) => lookUps.submit({ token, terms });
}

/** A look-up of several steps, or one shared with others, may take longer than this caller has. */
function findAlone(directory: SingleUserDirectory): Find {
  return (token, terms = {}) => {
    const found = directory.findByToken(token, terms);
    const { deadlineAt } = terms;
    return deadlineAt === undefined ? found : within(deadlineAt - performance.now(), found);
  };
}
