import { type Op } from '../history';

const LOCK = 'id holder { username } fencingToken acquiredAt expiresAt';
const REMOVED = 'previousHolder { username } fencingToken';
const KEY = '$route: String!, $id: ID!';

/** What is sent for each operation; the operation's answer is always called `result`. */
export const DOCUMENTS: Readonly<Record<Op, string>> = {
  acquire: `mutation Acquire(${KEY}, $ttlSeconds: Int) {
    result: acquireLock(route: $route, id: $id, ttlSeconds: $ttlSeconds) {
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
  lock: `query ReadLock(${KEY}) { result: lock(route: $route, id: $id) { ${LOCK} } }`,
  locks: `query ReadLocks { result: locks(first: 200) { nodes { ${LOCK} } } }`,
  finalLocks: `query ReadLocks { result: locks(first: 200) { nodes { ${LOCK} } } }`,
};
