import { type Answered, type CallGateway, type SendOptions } from './call-gateway';
import {
  AcquireLockDocument,
  AcquireLocksDocument,
  FindLockDocument,
  FindRecordDocument,
  FindRecordsDocument,
  ForceRemoveLockDocument,
  ListLocksDocument,
  type ListLocksQueryVariables,
  MeDocument,
  ReadHistoryDocument,
  RemoveLockDocument,
  RemoveLocksDocument,
  RemoveMyLocksDocument,
  RenewLockDocument,
  RenewLocksDocument,
  RequestLockDocument,
  TakeOverLockDocument,
  type TypedDocumentString,
  WithdrawRequestDocument,
} from './generated/operations';
import { type CallOptions, type LockClient, type SessionOptions } from './lock-client';
import { type LockFault } from './lock-fault';
import { type GrantKey, type Removal } from './lock-types';
import { faultOfStatus } from './to-fault';

/** The operations of the gateway, each one request. */
export type Operations = Omit<LockClient, 'sessionId' | 'hold' | 'watch' | 'close'>;

/** Creates the operations; what they acquire is in this session unless they name another. */
export function createOperations(call: CallGateway, sessionId: string): Operations {
  /** The only field of an answer; a field that failed is thrown. */
  const ask = async <Data extends object, Variables extends object>(
    document: TypedDocumentString<Data, Variables>,
    { signal, ...variables }: Variables & CallOptions,
  ): Promise<Data[keyof Data]> => {
    const { data, faults } = await call(document, variables as Variables, { signal });
    const [first] = faults;
    if (first) throw first.fault;
    const result = Object.values(data)[0] as Data[keyof Data] | undefined;
    if (result === undefined) throw faultOfStatus(200);
    return result;
  };
  const inSession = <Variables extends SessionOptions>(given: Variables): Variables => ({
    ...given,
    sessionId: given.sessionId ?? sessionId,
  });
  /** As `ask`, with faults in the places of the items that failed. */
  const askEach = async <Name extends string, Result, Variables>(
    document: TypedDocumentString<Record<Name, (Result | null)[]>, Variables>,
    variables: Variables,
    options?: SendOptions,
  ): Promise<(Result | LockFault)[]> => withFaults(await call(document, variables, options));
  return {
    acquireLock: (key, options) => ask(AcquireLockDocument, inSession({ ...key, ...options })),
    requestLock: (key, options) => ask(RequestLockDocument, inSession({ ...key, ...options })),
    withdrawRequest: (key, options) => ask(WithdrawRequestDocument, { ...key, ...options }),
    renewLock: (grant, options) => ask(RenewLockDocument, { ...grant, ...options }),
    removeLock: (grant, options) => ask(RemoveLockDocument, { ...grant, ...options }),
    takeOverLock: (key, options) => ask(TakeOverLockDocument, { ...key, ...options }),
    forceRemoveLock: (key, options) => ask(ForceRemoveLockDocument, { ...key, ...options }),
    acquireLocks: (keys, options) =>
      ask(AcquireLocksDocument, {
        items: keys.map(({ route, id }) => ({ route, id })),
        ...inSession({ ...options }),
      }),
    renewLocks: async (grants, options) => {
      const all = grants.map(grantOf);
      const more = all.slice(MOST_ITEMS);
      const hasMore = more.length > 0;
      const variables = { items: all.slice(0, MOST_ITEMS), more, hasMore };
      const { data, faults } = await call(RenewLocksDocument, variables, options);
      const lists = hasMore ? data : { items: data.items };
      return Object.keys(lists).flatMap((name) => withFaults({ data: lists, faults }, name));
    },
    removeLocks: (grants, options) =>
      // The page may be left in this moment.
      askEach(
        RemoveLocksDocument,
        { items: grants.map(removalOf) },
        { ...options, keepalive: true },
      ),
    removeMyLocks: (options) =>
      ask(RemoveMyLocksDocument, { ...options } as CallOptions & Record<string, never>),
    lock: (key, options) => ask(FindLockDocument, { ...key, ...options }),
    locks: (filter, options) =>
      ask(ListLocksDocument, { ...(filter as ListLocksQueryVariables), ...options }),
    record: (key, options) => ask(FindRecordDocument, { ...key, ...options }),
    records: (route, ids, options) =>
      ask(FindRecordsDocument, { route, ids: [...ids], ...options }),
    lockHistory: (of, page, options) => ask(ReadHistoryDocument, { ...of, ...page, ...options }),
    me: (options) => ask(MeDocument, { ...options } as CallOptions & Record<string, never>),
  };
}

/** The limit of the gateway for one list. */
const MOST_ITEMS = 100;

/** The results of a list in their order, with the fault of an item in its place. */
function withFaults<Result>(
  { data, faults }: Answered<Readonly<Record<string, (Result | null)[]>>>,
  field = Object.keys(data)[0]!,
): (Result | LockFault)[] {
  return data[field]!.map(
    (result, index) =>
      result ??
      faults.find(({ path }) => path[0] === field && path[1] === index)?.fault ??
      faultOfStatus(200),
  );
}

/** The gateway takes nothing else of what a caller hands over, such as a lock. */
function grantOf({ route, id, fencingToken }: GrantKey): GrantKey {
  return { route, id, fencingToken };
}

function removalOf({ route, id, fencingToken, sessionId }: Removal): Removal {
  return { route, id, fencingToken, sessionId };
}
