import { type Op } from '../history';

const LOCK = 'id holder { username } fencingToken acquiredAt expiresAt note';
const REMOVED = `previousHolder { username } fencingToken record { lock { ${LOCK} } }`;
const KEY = '$route: String!, $id: ID!';

/** What is sent for each operation; the operation's answer is always called `result`. */
export const DOCUMENTS: Readonly<Record<Op, string>> = {
  acquire: `mutation Acquire(${KEY}, $ttlSeconds: Int, $sessionId: ID, $adopt: Boolean) {
    result: acquireLock(
      route: $route, id: $id, ttlSeconds: $ttlSeconds, sessionId: $sessionId, adopt: $adopt
    ) {
      __typename ... on LockAcquired { created lock { ${LOCK} } } ... on LockConflict { lock { ${LOCK} } }
    }
  }`,
  renew: `mutation Renew(${KEY}, $token: SafeInt!) {
    result: renewLock(route: $route, id: $id, fencingToken: $token) {
      __typename ... on LockRenewed { lock { ${LOCK} } } ... on LockLost { currentLock { ${LOCK} } }
    }
  }`,
  remove: `mutation Remove(${KEY}, $token: SafeInt) {
    result: removeLock(route: $route, id: $id, fencingToken: $token) {
      __typename ... on LockRemoved { ${REMOVED} } ... on LockConflict { lock { ${LOCK} } }
    }
  }`,
  takeOver: `mutation TakeOver(${KEY}) {
    result: takeOverLock(route: $route, id: $id) {
      __typename ... on LockTakenOver { lock { ${LOCK} } }
    }
  }`,
  forceRemove: `mutation ForceRemove(${KEY}) {
    result: forceRemoveLock(route: $route, id: $id) {
      __typename ... on LockRemoved { ${REMOVED} } ... on LockConflict { lock { ${LOCK} } }
    }
  }`,
  request: `mutation Request(${KEY}, $sessionId: ID) {
    result: requestLock(route: $route, id: $id, sessionId: $sessionId) {
      __typename ... on LockAcquired { created lock { ${LOCK} } } ... on LockQueued { lock { ${LOCK} } }
    }
  }`,
  withdraw: `mutation Withdraw(${KEY}) { result: withdrawRequest(route: $route, id: $id) }`,
  acquireAll: `mutation AcquireAll($items: [LockKeyInput!]!, $note: String) {
    result: acquireLocks(items: $items, note: $note) {
      acquired { ${LOCK} } conflicts { ${LOCK} }
    }
  }`,
  removeAll: `mutation RemoveAll($items: [RemoveLockInput!]!) {
    result: removeLocks(items: $items) {
      __typename ... on LockRemoved { ${REMOVED} } ... on LockConflict { lock { ${LOCK} } }
    }
  }`,
  lock: `query ReadLock(${KEY}) { result: lock(route: $route, id: $id) { ${LOCK} } }`,
  locks: `query ReadLocks { result: locks(first: 200) { nodes { ${LOCK} } } }`,
  finalLocks: `query ReadLocks { result: locks(first: 200) { nodes { ${LOCK} } } }`,
};
