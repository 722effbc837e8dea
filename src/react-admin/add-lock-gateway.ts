import { type LockClient } from '../client/lock-client';
import { type Identifier, type NameOptions } from './admin-lock';
import { type LockMethods, lockMethods } from './lock-methods';

/** The gateway, and how things are named there. */
export interface LockGatewayOptions extends NameOptions {
  readonly client: LockClient;
}

interface WriteParams {
  readonly id: Identifier;
  readonly meta?: unknown;
}

type Method = (...args: never[]) => unknown;

/**
 * A data provider with the locks of a gateway: what `useLockOnMount`, `useGetLocksLive` and the like call.
 * Topics that do not begin with `lock/` go to the data provider. `update` and `delete` of a record that this
 * page holds get its fencing token as `meta.fencingToken`.
 */
export function addLockGateway<Provider extends object>(
  dataProvider: Provider,
  { client, ...nameOptions }: LockGatewayOptions,
): Provider & LockMethods {
  const base = dataProvider as Readonly<Record<PropertyKey, unknown>>;
  const { methods, fencingTokenOf } = lockMethods(base, client, nameOptions);
  const writing = (name: 'update' | 'delete') => (resource: string, params: WriteParams) => {
    const fencingToken = fencingTokenOf(resource, params.id);
    const meta =
      fencingToken === undefined ? params.meta : { ...asObject(params.meta), fencingToken };
    return (base[name] as Method).call(base, ...([resource, { ...params, meta }] as never[]));
  };
  const added = { ...base, ...methods, update: writing('update'), delete: writing('delete') };
  // The methods of a class or a proxy are no properties of their own.
  return new Proxy(added, {
    get: (own, name) => {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name) as unknown;
      const value = base[name];
      return typeof value === 'function' ? (value as Method).bind(base) : value;
    },
    has: (own, name) => name in own || name in base,
  }) as unknown as Provider & LockMethods;
}

function asObject(meta: unknown): object {
  return typeof meta === 'object' && meta !== null ? meta : {};
}
