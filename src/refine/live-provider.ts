import { type BaseKey, type LiveEvent, type LiveProvider } from '@refinedev/core';
import { type LockClient } from '../client/lock-client';
import { type LockEvent } from '../client/lock-types';
import { lockChangeOf } from '../react/lock-change';

/** Options of `lockLiveProvider`. */
export interface LockLiveProviderOptions {
  readonly client: LockClient;
  /** Gets every channel that is not of locks; without it, `resources/…` tells that a record may have changed. */
  readonly base?: LiveProvider | undefined;
  /** The base route of a resource; otherwise its name. */
  readonly routeOf?: ((resource: string) => string) | undefined;
}

type SubscribeOptions = Parameters<LiveProvider['subscribe']>[0];
type Leave = () => void;

/** More at once, and every record of the route is watched. */
const MAX_IDS = 200;
const CHANNEL = /^(locks|resources)\/(.+)$/s;

/**
 * A live provider of Refine. The channel `locks/[resource]` tells of locks: `created`, `updated` (they passed
 * on) and `deleted`. Unless there is a `base`, the channel `resources/[resource]`, which Refine's data hooks
 * subscribe to, tells `updated` when a lock ends or passes on: whoever had it may have saved the record.
 */
export function lockLiveProvider(options: LockLiveProviderOptions): LiveProvider {
  const { base } = options;
  const left = new WeakMap<object, Leave>();
  return {
    subscribe: (subscribeOptions) => {
      const leave = watchLocks(options, subscribeOptions);
      if (leave === null) return base?.subscribe(subscribeOptions);
      // An object of its own: whatever is not one of these is the base's.
      const subscription = {};
      left.set(subscription, leave);
      return subscription;
    },
    unsubscribe: (subscription: object) => {
      const leave = left.get(subscription);
      if (leave === undefined) base?.unsubscribe(subscription as never);
      else leave();
    },
    ...(base?.publish && { publish: (event: LiveEvent) => base.publish?.(event) }),
  };
}

/** Null for a channel that is not of locks. */
function watchLocks(
  { client, base, routeOf }: LockLiveProviderOptions,
  { channel, types, callback, params }: SubscribeOptions,
): Leave | null {
  const [, kind, resource = ''] = CHANNEL.exec(channel) ?? [];
  if (kind === undefined || (kind === 'resources' && base !== undefined)) return null;
  const ids = params?.ids?.map(String) ?? [];
  const typed = new Map(params?.ids?.map((id) => [String(id), id]));
  const isFew = ids.length > 0 && ids.length <= MAX_IDS;
  const route = routeOf?.(resource) ?? resource;
  const watch = client.watch(isFew ? { route, ids } : { route });
  const typeOf = kind === 'locks' ? lockChangeOf : recordChangeOf;
  watch.onEvent((event) => {
    const type = typeOf(event);
    const id: BaseKey = typed.get(event.lock.resourceId) ?? event.lock.resourceId;
    if (type === null || !(types.includes('*') || types.includes(type))) return;
    if (typed.size > 0 && !typed.has(event.lock.resourceId)) return;
    callback({ channel, type, payload: { ids: [id] }, date: new Date(event.at) });
  });
  return watch.close;
}

/** Whoever had the record has had the time to save it. */
function recordChangeOf(event: LockEvent): 'updated' | null {
  return event.type === 'ACQUIRED' || lockChangeOf(event) === null ? null : 'updated';
}
