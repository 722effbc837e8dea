import { type Agenda } from './agenda';
import { backoffMs } from './backoff';
import { type Clock } from './clock';
import { LockFault } from './lock-fault';
import { type GrantKey } from './lock-types';
import { type Operations } from './operations';
import { type Ports } from './ports';
import { toLockFault } from './to-fault';

/** Removes the locks that holds let go. */
export interface Removals {
  /** Resolves when it is answered, or was tried often enough: then the lock ends with its lease. */
  readonly remove: (grant: GrantKey) => Promise<void>;
}

/** With the longest names still so short that a browser sends it when the page is gone. */
const MOST_ITEMS = 40;
const ATTEMPTS = 4;

interface Removal {
  readonly grant: GrantKey;
  readonly done: () => void;
  failures: number;
}

/** Creates removals that send what is let go in one moment as one request. */
export function createRemovals(deps: {
  operations: Pick<Operations, 'removeLocks'>;
  agenda: Agenda;
  clock: Clock;
  ports: Pick<Ports, 'random'>;
}): Removals {
  let gathered: Removal[] = [];
  const gather = (removal: Removal): void => {
    gathered.push(removal);
    if (gathered.length === 1) queueMicrotask(flush);
  };
  const flush = (): void => {
    const all = gathered;
    gathered = [];
    for (let from = 0; from < all.length; from += MOST_ITEMS) {
      void send(all.slice(from, from + MOST_ITEMS));
    }
  };
  const send = async (removals: readonly Removal[]): Promise<void> => {
    const grants = removals.map(({ grant }) => grant);
    const answers = await deps.operations.removeLocks(grants).catch(toLockFault);
    removals.forEach((removal, index) => {
      const answer = answers instanceof LockFault ? answers : answers[index];
      if (answer instanceof LockFault && answer.isRetryable && removal.failures < ATTEMPTS - 1) {
        removal.failures += 1;
        const options = { random: deps.ports.random(), atLeastMs: answer.retryAfterMs };
        const again = deps.clock.now() + backoffMs(removal.failures, options);
        deps.agenda.set(removal, again, () => gather(removal));
      } else removal.done();
    });
  };
  return {
    remove: (grant) => new Promise((done) => gather({ grant, done, failures: 0 })),
  };
}
