import { expectTypeOf } from 'expect-type';
import { type ReactNode } from 'react';
import { type Lock, type LockClient, type LockFault } from '../../src/client/public';
import { type LockBanner } from '../../src/react/banner/lock-banner';
import { type useLock, type UseLockResult } from '../../src/react/use-lock';
import { type useLocks } from '../../src/react/use-locks';

// What must not compile is checked by `npm run check:types`: these tests run nothing.

type In<State> = UseLockResult & { readonly state: State };
type Held = In<'held'>;

it('takes a route, an id that may not be known yet, and options', () => {
  expectTypeOf<typeof useLock>().toBeCallableWith('volume', '1234');
  expectTypeOf<typeof useLock>().toBeCallableWith('volume', null);
  expectTypeOf<typeof useLock>().toBeCallableWith('volume', undefined, { wait: true });
  expectTypeOf<typeof useLock>().toBeCallableWith('volume', '1', { wait: { message: 'soon?' } });
});

it('refuses wrong use', () => {
  expectTypeOf<typeof useLock>().parameter(1).toEqualTypeOf<string | null | undefined>();
  // @ts-expect-error A number is not an id: 1 and '1' are one record, and NaN is none.
  expectTypeOf<typeof useLock>().toBeCallableWith('volume', 1234);
  // @ts-expect-error The route is needed.
  expectTypeOf<typeof useLock>().toBeCallableWith(undefined, '1234');
  // @ts-expect-error A lease is given in seconds, by this name.
  expectTypeOf<typeof useLock>().toBeCallableWith('volume', '1', { ttl: 60 });
  // @ts-expect-error The hook decides when to release.
  expectTypeOf<typeof useLock>().toBeCallableWith('volume', '1', { signal: AbortSignal.abort() });
  // @ts-expect-error One record, not a list: that is `useLocks`.
  expectTypeOf<typeof useLock>().toBeCallableWith('volume', ['1', '2']);
  // @ts-expect-error Ids are texts.
  expectTypeOf<typeof useLocks>().toBeCallableWith('volume', [1, 2]);
});

it('has a fencing token and a signal only while the record is held', () => {
  expectTypeOf<Held['fencingToken']>().toEqualTypeOf<number>();
  expectTypeOf<Held['signal']>().toEqualTypeOf<AbortSignal>();
  expectTypeOf<UseLockResult>().not.toHaveProperty('fencingToken');
  expectTypeOf<UseLockResult>().not.toHaveProperty('signal');
  expectTypeOf<UseLockResult>().not.toHaveProperty('lock');
});

it('tells every state apart, and no other', () => {
  expectTypeOf<UseLockResult['state']>().toEqualTypeOf<
    | 'disabled'
    | 'acquiring'
    | 'held'
    | 'reserved'
    | 'waiting'
    | 'heldByOther'
    | 'heldInOtherTab'
    | 'lost'
    | 'released'
    | 'offline'
  >();
  expectTypeOf<In<'heldByOther'>['lock']>().toEqualTypeOf<Lock>();
  expectTypeOf<In<'lost'>['lock']>().toEqualTypeOf<Lock | null>();
  expectTypeOf<In<'offline'>['fault']>().toEqualTypeOf<LockFault>();
});

it('offers the same actions in every state', () => {
  expectTypeOf<UseLockResult['retry']>().toEqualTypeOf<() => void>();
  expectTypeOf<UseLockResult['release']>().toEqualTypeOf<() => Promise<void>>();
});

it('passes a lock on to the banner, and nothing else', () => {
  expectTypeOf<Parameters<typeof LockBanner>[0]['lock']>().toEqualTypeOf<UseLockResult>();
  expectTypeOf<ReturnType<typeof LockBanner>>().toEqualTypeOf<ReactNode>();
  expectTypeOf<LockClient>().not.toExtend<Parameters<typeof LockBanner>[0]['lock']>();
});
