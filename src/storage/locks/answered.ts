import { DefiniteFault } from '../../domain/definite-fault';
import { Overloaded, Unavailable } from '../../domain/lock-store';
import { NotBegun, QueueFull } from '../../concurrency/group-commit';

/** Says of every failure what it means to the caller: not tried, of no use to try, or fate unknown. */
export async function answered<Result>(command: Promise<Result>): Promise<Result> {
  try {
    return await command;
  } catch (error) {
    if (error instanceof DefiniteFault) throw error;
    const cause = { cause: error };
    if (error instanceof QueueFull) throw new Overloaded('too many changes are waiting', cause);
    if (error instanceof NotBegun) throw new Overloaded('the time of the call is up', cause);
    throw new Unavailable('the locks gave no answer', cause);
  }
}
