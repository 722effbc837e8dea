import fc from 'fast-check';
import { mongo } from 'mongoose';
import { OWN_COOKIE } from './cookie-grammar';
import { type HostileCall, jsonHeaders, whole } from './hostile-call';
import { SHARED_ROUTE } from './rightful-users';

/** A lock document as a hand or an import may have left it. */
export type StoredLock = mongo.Document & { _id: string };

/** Sorts after every record that a rightful user knows. */
const idOf = (number: number): string => `~${number}`;

const LEASE_MS = 60 * 60_000;

function heldLock(number: number): StoredLock {
  const now = new Date();
  return {
    _id: `${SHARED_ROUTE}/${idOf(number)}`,
    route: SHARED_ROUTE,
    resourceId: idOf(number),
    status: 'held',
    holder: { id: 'somebody', username: 'somebody' },
    acquiredAt: now,
    renewedAt: now,
    expiresAt: new Date(now.getTime() + LEASE_MS),
    leaseMs: LEASE_MS,
    fencingToken: now.getTime(),
    note: null,
    endedAt: null,
    revision: new mongo.ObjectId(),
  };
}

const odd = fc.constantFrom<unknown>(
  ...[null, undefined, 'text', '', {}, [], true, -1, 2 ** 53, Number.NaN, 1.5, new Date(0)],
  ...[mongo.Long.fromString('9007199254740993'), new mongo.MinKey(), { id: 1, username: null }],
);
const fault = fc
  .tuple(
    fc.constantFrom(
      ...['holder', 'fencingToken', 'note', 'expiresAt', 'acquiredAt', 'renewedAt'],
      ...['leaseMs', 'endedAt', 'revision', 'holder.id', 'holder.username'],
    ),
    odd,
  )
  .map(([path, value]) => ({ path, value }));

/** A held lock with one or two fields of a wrong type, or without them. */
export function malformedLock(number: number): fc.Arbitrary<StoredLock> {
  return fc.array(fault, { minLength: 1, maxLength: 2 }).map((faults) => {
    const lock = heldLock(number);
    for (const { path, value } of faults) {
      const [name, inner] = path.split('.') as [string, string?];
      if (inner === undefined) lock[name] = value;
      else lock[name] = { ...(lock[name] as object | null), [inner]: value };
      if (value === undefined && inner === undefined) delete lock[name];
    }
    return lock;
  });
}

/** A held lock on its record under an `_id` that is not the record's. */
export function misnamedLock(number: number): StoredLock {
  return { ...heldLock(number), _id: `imported-${number}` };
}

const graphql = (operation: string): string => `mutation { ${operation} { __typename } }`;

const operations: ((id: string) => { method: string; target: string; body: string })[] = [
  (id) => ({ method: 'POST', target: '/admin/lock', body: JSON.stringify(key(id)) }),
  (id) => ({ method: 'POST', target: '/admin/lock', body: JSON.stringify(key(id)) }),
  (id) => ({ method: 'DELETE', target: '/admin/remove-lock', body: JSON.stringify(key(id)) }),
  ...[
    (id: string) => `{ lock(route: "${SHARED_ROUTE}", id: "${id}") { id note fencingToken } }`,
    (id: string) => graphql(`acquireLock(route: "${SHARED_ROUTE}", id: "${id}")`),
    (id: string) => graphql(`renewLock(route: "${SHARED_ROUTE}", id: "${id}", fencingToken: 1)`),
    (id: string) => `{ locks(route: "${SHARED_ROUTE}", ids: ["${id}"]) { nodes { id note } } }`,
  ].map((query) => (id: string) => ({
    ...{ method: 'POST', target: '/graphql' },
    body: JSON.stringify({ query: query(id) }),
  })),
];

function key(id: string): { route: string; id: string } {
  return { route: SHARED_ROUTE, id };
}

/** Calls of the hostile user about stored locks, which may be answered with their fault. */
export function storedLockCalls(count: number): fc.Arbitrary<HostileCall> {
  return fc
    .tuple(fc.nat({ max: count - 1 }), fc.constantFrom(...operations))
    .map(([number, operation]): HostileCall => {
      const { method, target, body } = operation(idOf(number));
      const headers = jsonHeaders({ cookie: OWN_COOKIE, body });
      return {
        family: 'storedLocks',
        pieces: whole({ method, target, headers, body }),
        owed: { isAnswered: true, mayBeNotFound: method === 'DELETE', mayFault: true },
      };
    });
}
