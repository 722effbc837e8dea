import { acquire, forceRemove, remove, renew, takeOver } from '../../src/domain/lock-state';
import { request, withdraw } from '../../src/domain/waiting';
import { holderNamed, type TestStore, volume } from './open-test-store';

/** The holders of random changes. */
export const RANDOM_HOLDERS = ['alice', 'bob', 'sam'].map(holderNamed);

/** Why locks are taken over and removed by force. */
const REASON = 'no reason';

/** Makes one change at random to one of so many volumes, by one of the stores; rejects as the store does. */
export async function changeAtRandom(stores: readonly TestStore[], locks: number): Promise<void> {
  const { store } = pick(stores);
  const key = volume(`${Math.floor(Math.random() * locks)}`);
  const holder = pick(RANDOM_HOLDERS);
  const asked = { key, holder, leaseMs: pick([100, 60_000]), defaultLeaseMs: 60_000 };
  await pick<() => Promise<unknown>>([
    () => store.change(key, acquire(asked)),
    () => store.change(key, remove({ holderId: holder.id })),
    () => store.change(key, takeOver({ ...asked, note: null, reason: REASON })),
    () => store.change(key, forceRemove({ actor: holder, reason: REASON })),
    () => store.change(key, request({ ...asked, message: null, placeMs: 1_000 })),
    () => store.change(key, withdraw({ user: holder })),
    () => store.change(key, renew({ ...asked, holderId: holder.id, fencingToken: 1 })),
    () => store.changeAll([{ key, transition: acquire(asked) }], ({ kind }) => kind === 'acquired'),
    () => store.markExpired(),
  ])();
}

/** Changes at random whatever fails, eight at a time, until it is ended. */
export function keepChanging(
  stores: readonly TestStore[],
  locks: number,
): { readonly done: number; end(): Promise<void> } {
  let isOver = false;
  let done = 0;
  const work = async (): Promise<void> => {
    while (!isOver) {
      await changeAtRandom(stores, locks).then(
        () => (done += 1),
        () => new Promise((resolve) => setTimeout(resolve, 50)),
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const running = Array.from({ length: 8 }, work);
  return {
    get done() {
      return done;
    },
    end: async () => {
      isOver = true;
      await Promise.all(running);
    },
  };
}

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)]!;
}
