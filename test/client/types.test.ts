import { expectTypeOf } from 'expect-type';
import { type HeldLock, type HoldOptions, type HoldSnapshot } from '../../src/client/held-lock';
import { type LockClient } from '../../src/client/lock-client';
import { type Lock } from '../../src/client/lock-types';

type Held = Extract<HoldSnapshot, { state: 'held' }>;
type Hold = LockClient['hold'];

it('lets a hold be used in the right way alone', () => {
  expectTypeOf<Hold>().toBeCallableWith('volume', '1');
  expectTypeOf<Hold>().toBeCallableWith('volume', '1', { wait: { message: 'may I?' } });
  expectTypeOf<Hold>().returns.toEqualTypeOf<HeldLock>();
  // @ts-expect-error an id is needed
  expectTypeOf<Hold>().toBeCallableWith('volume');
  // @ts-expect-error an id is a text: 1 and '1' are one record
  expectTypeOf<Hold>().toBeCallableWith('volume', 1);
  // @ts-expect-error a lease is in seconds
  expectTypeOf<HoldOptions>().toHaveProperty('ttlMs');
  expectTypeOf<HoldOptions['ttlSeconds']>().toEqualTypeOf<number | undefined>();
});

it('shows a token and a signal of a held record alone', () => {
  expectTypeOf<Held['fencingToken']>().toEqualTypeOf<number>();
  expectTypeOf<Held['signal']>().toEqualTypeOf<AbortSignal>();
  // @ts-expect-error a snapshot must be looked at first
  expectTypeOf<HoldSnapshot>().toHaveProperty('fencingToken');
  expectTypeOf<Extract<HoldSnapshot, { state: 'lost' }>['lock']>().toEqualTypeOf<Lock | null>();
  expectTypeOf<HoldSnapshot['state']>().toEqualTypeOf<
    | ('acquiring' | 'held' | 'reserved' | 'waiting' | 'heldByOther' | 'heldInOtherTab')
    | ('lost' | 'released' | 'offline')
  >();
});

it('tells outcomes apart by their name', () => {
  type Outcome = Awaited<ReturnType<LockClient['acquireLock']>>;
  expectTypeOf<Outcome['__typename']>().toEqualTypeOf<'LockAcquired' | 'LockConflict'>();
  // @ts-expect-error only a grant says whether it is new
  expectTypeOf<Outcome>().toHaveProperty('created');
});
