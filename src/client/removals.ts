import { type Agenda } from './agenda';
import { backoffMs } from './backoff';
import { LockFault } from './lock-fault';
import { type Removal } from './lock-types';
import { type Operations } from './operations';
import { type Ports } from './ports';
import { toLockFault } from './to-fault';

/** Removes the locks that holds let go. */
export interface Removals {
  /** Resolves when it is answered, or was tried often enough: then the lock ends with its lease. */
  readonly remove: (grant: Removal) => Promise<void>;
}

/** With the longest names still so short that a browser sends it when the page is gone. */
const MOST_ITEMS = 40;
const ATTEMPTS = 4;

interface Task {
  readonly grant: Removal;
  readonly done: () => void;
  failures: number;
}

/** Creates removals that send what is let go in one moment as one request. */
export function createRemovals(deps: {
  operations: Pick<Operations, 'removeLocks'>;
  agenda: Agenda;
  ports: Pick<Ports, 'random'>;
}): Removals {
  let gathered: Task[] = [];
  const gather = (task: Task): void => {
    gathered.push(task);
    if (gathered.length === 1) queueMicrotask(flush);
  };
  const flush = (): void => {
    const all = gathered;
    gathered = [];
    for (let from = 0; from < all.length; from += MOST_ITEMS) {
      void send(all.slice(from, from + MOST_ITEMS));
    }
  };
  const send = async (tasks: readonly Task[]): Promise<void> => {
    const grants = tasks.map(({ grant }) => grant);
    const answers = await deps.operations.removeLocks(grants).catch(toLockFault);
    tasks.forEach((task, index) => {
      const answer = answers instanceof LockFault ? answers : answers[index];
      if (answer instanceof LockFault && answer.isRetryable && task.failures < ATTEMPTS - 1) {
        task.failures += 1;
        const options = { random: deps.ports.random(), atLeastMs: answer.retryAfterMs };
        deps.agenda.after(task, backoffMs(task.failures, options), () => gather(task));
      } else task.done();
    });
  };
  return {
    remove: (grant) => new Promise((done) => gather({ grant, done, failures: 0 })),
  };
}
