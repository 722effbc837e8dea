import { type LockClient } from '../client/lock-client';
import { type Lock, type LockKey } from '../client/lock-types';
import { isLockFault } from './is-lock-fault';
import { type AdminLock, type Identifier, type NameOptions, Names } from './admin-lock';
import { CONFLICT, faultError, LockHttpError } from './http-error';
import { type AdminEvent, LockTopics } from './lock-topics';
import { type LockMeta, PageHolds } from './page-holds';

interface RecordParams {
  readonly id: Identifier;
  /** What react-admin calls the signed-in user; who it is, the gateway knows by the cookie. */
  readonly identity?: Identifier | undefined;
  readonly meta?: LockMeta | undefined;
}

/** What react-admin needs of a data provider for locks. They reject with a `LockHttpError`. */
export interface LockMethods {
  /** Acquires the lock, and renews it until `unlock`. */
  lock(resource: string, params: RecordParams): Promise<{ data: AdminLock }>;
  /** Removes the lock of this page; `data` is null when there was none. */
  unlock(resource: string, params: RecordParams): Promise<{ data: AdminLock | null }>;
  /** `data` is null when the record is free. */
  getLock(resource: string, params: { id: Identifier }): Promise<{ data: AdminLock | null }>;
  getLocks(resource: string, params?: object): Promise<{ data: AdminLock[]; total: number }>;
  subscribe(topic: string, callback: (event: AdminEvent) => void): Promise<unknown>;
  unsubscribe(topic: string, callback: (event: AdminEvent) => void): Promise<unknown>;
}

const PAGE = 200;
/** 10,000 locks: more is no table that anybody reads. */
const MAX_PAGES = 50;

/** The methods, and the fencing tokens of what this page holds. */
export function lockMethods(
  base: Readonly<Record<PropertyKey, unknown>>,
  client: LockClient,
  nameOptions: NameOptions,
): {
  methods: LockMethods;
  fencingTokenOf: (resource: string, id: Identifier) => number | undefined;
} {
  const names = new Names(client, nameOptions);
  const holds = new PageHolds(client);
  const topics = new LockTopics(client, names);
  const keyOf = (resource: string, id: Identifier): LockKey => ({
    route: names.routeOf(resource),
    id: String(id),
  });
  const change = (name: 'subscribe' | 'unsubscribe') => {
    return async (topic: string, callback: (event: AdminEvent) => void): Promise<unknown> => {
      if (topics.has(topic)) {
        topics[name](topic, callback);
        return { data: null };
      }
      const method = base[name];
      if (typeof method === 'function')
        return (await method.call(base, topic, callback)) as unknown;
      throw new Error(`The data provider has no \`${name}\`, and ${topic} is no topic of locks.`);
    };
  };

  const methods: LockMethods = {
    async lock(resource, { id, identity, meta }) {
      names.learnIdentity(identity);
      const lock = await holds.lock(keyOf(resource, id), meta ?? {});
      return { data: names.adminLock(resource, lock, id) };
    },
    async unlock(resource, { id, identity }) {
      names.learnIdentity(identity);
      const key = keyOf(resource, id);
      const lock = (await holds.unlock(key)) ?? (await removeLeft(client, names, key));
      return { data: lock && names.adminLock(resource, lock, id) };
    },
    async getLock(resource, { id }) {
      const lock = await withHttpErrors(client.lock(keyOf(resource, id)));
      return { data: lock && names.adminLock(resource, lock, id) };
    },
    async getLocks(resource) {
      const locks = await withHttpErrors(allLocks(client, names.routeOf(resource)));
      return { data: locks.map((lock) => names.adminLock(resource, lock)), total: locks.length };
    },
    subscribe: change('subscribe'),
    unsubscribe: change('unsubscribe'),
  };
  return { methods, fencingTokenOf: (resource, id) => holds.fencingTokenOf(keyOf(resource, id)) };
}

/** Removes what this tab had locked before it forgot it; refuses to touch anybody else's, or another tab's. */
async function removeLeft(client: LockClient, names: Names, key: LockKey): Promise<Lock | null> {
  const lock = await withHttpErrors(client.lock(key));
  if (lock === null) return null;
  if (!names.isHere(lock)) {
    const where = lock.heldByMe ? 'You have this record in another tab.' : 'Somebody else has it.';
    throw new LockHttpError(`The record cannot be unlocked. ${where}`, CONFLICT, { lock });
  }
  await withHttpErrors(client.removeLock({ ...key, fencingToken: lock.fencingToken }));
  return lock;
}

async function allLocks(client: LockClient, route: string): Promise<Lock[]> {
  const locks: Lock[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { nodes, pageInfo } = await client.locks({ route, first: PAGE, after });
    locks.push(...nodes);
    if (!pageInfo.hasNextPage) return locks;
    after = pageInfo.endCursor ?? undefined;
  }
  throw new Error(`More than ${PAGE * MAX_PAGES} records of ${route} are locked.`);
}

async function withHttpErrors<Value>(call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    throw isLockFault(error) ? faultError(error) : error;
  }
}
