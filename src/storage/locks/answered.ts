import { DefiniteFault, NeedsReplicaSet, Overloaded, Unavailable } from '../../domain/errors';
import { QueueFull } from '../../concurrency/group-commit';
import { NotBegun } from '../../concurrency/unanswered';

/** Turns every failure into what it means to the caller: not tried, not retryable, or unknown. */
export async function answered<Result>(command: Promise<Result>): Promise<Result> {
  try {
    return await command;
  } catch (error) {
    const isAnswer = error instanceof DefiniteFault || error instanceof NeedsReplicaSet;
    if (isAnswer || error instanceof Overloaded) throw error;
    const cause = { cause: error };
    if (error instanceof QueueFull) throw new Overloaded('too many changes are waiting', cause);
    if (error instanceof NotBegun) throw new Overloaded('the time of the call is up', cause);
    throw new Unavailable('the lock store did not answer', cause);
  }
}
