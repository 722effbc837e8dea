import { ENDS, type HeldLock, type HoldOptions, type HoldSnapshot, LockNotHeld } from './held-lock';
import { type Holding } from './holding';

const RELEASED: HoldSnapshot = { state: 'released', reason: 'released', fault: null };

/** One hold of a record: what it shares with the other holds of that record, until it is released. */
export function createHandle(
  holding: Holding,
  options: HoldOptions,
  released: () => void,
): HeldLock {
  let isReleased = false;
  let ending: Promise<void> | undefined;
  const leaving = new Set<() => void>();

  const getSnapshot = (): HoldSnapshot => (isReleased ? RELEASED : holding.snapshot);
  const release = (): Promise<void> => {
    if (ending) return ending;
    isReleased = true;
    options.signal?.removeEventListener('abort', releaseQuietly);
    ending = holding.drop(options).then(released);
    for (const listener of [...leaving]) queueMicrotask(listener);
    leaving.clear();
    return ending;
  };
  const releaseQuietly = (): void => void release();
  const isOver = (): boolean => isReleased || holding.isClosed;
  const act = (run: () => void): void => {
    if (!isOver()) run();
  };
  const refuse = (): never => {
    throw new LockNotHeld(getSnapshot());
  };
  const subscribe = (listener: () => void): (() => void) => {
    const stop = holding.listeners.add(() => {
      if (!isReleased) listener();
    });
    leaving.add(listener);
    return () => {
      stop();
      leaving.delete(listener);
    };
  };

  holding.retain(options);
  if (options.signal?.aborted) void release();
  else options.signal?.addEventListener('abort', releaseQuietly, { once: true });

  return {
    route: holding.key.route,
    id: holding.key.id,
    subscribe,
    getSnapshot,
    get signal() {
      return isReleased ? AbortSignal.abort() : holding.signal;
    },
    fencingToken: () => {
      const snapshot = getSnapshot();
      return snapshot.state === 'held' ? snapshot.fencingToken : refuse();
    },
    whenHeld: () =>
      new Promise((resolve, reject) => {
        const look = (): boolean => {
          const snapshot = getSnapshot();
          if (snapshot.state === 'held') resolve();
          else if (ENDS.has(snapshot.state)) reject(new LockNotHeld(snapshot));
          else return false;
          return true;
        };
        if (look()) return;
        const stop = subscribe(() => {
          if (look()) stop();
        });
      }),
    wait: (message) => act(() => holding.life.wait(message)),
    stopWaiting: () => {
      if (getSnapshot().state !== 'released') holding.life.stopWaiting();
    },
    takeOver: async (how = {}) => (isOver() ? refuse() : holding.life.takeOver(how)),
    adopt: () => act(() => holding.life.adopt()),
    retry: () => act(() => holding.retry()),
    renote: async (note) => (getSnapshot().state === 'held' ? holding.life.renote(note) : refuse()),
    acknowledge: (fencingToken) => act(() => holding.acknowledge(fencingToken)),
    touch: () => act(() => holding.touch()),
    release,
    [Symbol.asyncDispose]: release,
  };
}
