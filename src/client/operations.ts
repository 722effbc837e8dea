import { type Answered, type CallGateway, type SendOptions } from './call-gateway';
import {
  AcquireLockDocument,
  AcquireLocksDocument,
  FindLockDocument,
  FindRecordDocument,
  FindRecordsDocument,
  ForceRemoveLockDocument,
  ListLocksDocument,
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
import { type LockClient } from './lock-client';
import { LockFault } from './lock-fault';

/** The operations of the gateway, each one request. */
export type Operations = Omit<LockClient, 'sessionId' | 'hold' | 'watch' | 'close'>;

/** Creates the operations; what they acquire is in this session unless they name another. */
export function createOperations(call: CallGateway, ofClient: string): Operations {
  /** The only field of an answer; a field that failed is thrown. */
  const ask = async <Data extends object, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    options?: SendOptions,
  ): Promise<Data[keyof Data]> => {
    const { data, faults } = await call(document, variables, sendOptions(options));
    const [first] = faults;
    if (first) throw first.fault;
    return fieldOf(data);
  };
  /** As `ask`, with faults in the places of the items that failed. */
  const askEach = async <Name extends string, Result, Variables>(
    document: TypedDocumentString<Record<Name, (Result | null)[]>, Variables>,
    variables: Variables,
    options?: SendOptions,
  ): Promise<(Result | LockFault)[]> =>
    withFaults(await call(document, variables, sendOptions(options)));
  return {
    acquireLock: (
      { route, id },
      { ttlSeconds, note, adopt, sessionId = ofClient, ...options } = {},
    ) => ask(AcquireLockDocument, { route, id, ttlSeconds, note, adopt, sessionId }, options),
    requestLock: ({ route, id }, { message, sessionId = ofClient, ...options } = {}) =>
      ask(RequestLockDocument, { route, id, message, sessionId }, options),
    withdrawRequest: ({ route, id }, options) =>
      ask(WithdrawRequestDocument, { route, id }, options),
    renewLock: ({ route, id, fencingToken }, options) =>
      ask(RenewLockDocument, { route, id, fencingToken }, options),
    removeLock: ({ route, id, fencingToken }, options) =>
      ask(RemoveLockDocument, { route, id, fencingToken }, options),
    takeOverLock: ({ route, id }, { ttlSeconds, note, reason, ...options } = {}) =>
      ask(TakeOverLockDocument, { route, id, ttlSeconds, note, reason }, options),
    forceRemoveLock: ({ route, id }, { reason, ...options } = {}) =>
      ask(ForceRemoveLockDocument, { route, id, reason }, options),
    acquireLocks: (keys, { mode, ttlSeconds, note, sessionId = ofClient, ...options } = {}) =>
      ask(
        AcquireLocksDocument,
        { items: keys.map(keyOf), mode: mode ?? 'ALL', ttlSeconds, note, sessionId },
        options,
      ),
    renewLocks: (grants, options) =>
      askEach(RenewLocksDocument, { items: grants.map(grantOf) }, options),
    removeLocks: (grants, options) =>
      askEach(RemoveLocksDocument, { items: grants.map(grantOf) }, options),
    removeMyLocks: (options) => ask(RemoveMyLocksDocument, {}, options),
    lock: ({ route, id }, options) => ask(FindLockDocument, { route, id }, options),
    locks: ({ route, ids, holderId, mine, first, after, last, before } = {}, options) =>
      ask(
        ListLocksDocument,
        { route, ids: ids && [...ids], holderId, mine, first, after, last, before },
        options,
      ),
    record: ({ route, id }, options) => ask(FindRecordDocument, { route, id }, options),
    records: (route, ids, options) => ask(FindRecordsDocument, { route, ids: [...ids] }, options),
    lockHistory: (of, page = {}, options) => ask(ReadHistoryDocument, { ...of, ...page }, options),
    me: (options) => ask(MeDocument, {}, options),
  };
}

/** The results of a list in their order, with the fault of an item in its place. */
export function withFaults<Result>(
  { data, faults }: Answered<Record<string, (Result | null)[]>>,
  field = Object.keys(data)[0]!,
): (Result | LockFault)[] {
  return data[field]!.map(
    (result, index) =>
      result ??
      faults.find(({ path }) => path[0] === field && path[1] === index)?.fault ??
      new LockFault('protocol', 'The gateway gave neither a result nor an error.'),
  );
}

function fieldOf<Data extends object>(data: Data): Data[keyof Data] {
  return Object.values(data)[0] as Data[keyof Data];
}

function sendOptions({ signal }: SendOptions = {}): SendOptions {
  return { signal };
}

function keyOf({ route, id }: { route: string; id: string }): { route: string; id: string } {
  return { route, id };
}

function grantOf<Grant extends { route: string; id: string; fencingToken?: number | undefined }>({
  route,
  id,
  fencingToken,
}: Grant): { route: string; id: string; fencingToken: Grant['fencingToken'] } {
  return { route, id, fencingToken };
}
