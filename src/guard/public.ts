export { checkLocks, type CheckLocksCall } from './check-locks';
export { type FencedUpdate, fencedUpdate, type FencedUpdateCall } from './fenced-update';
export { type GatewayOptions } from './gateway-address';
export {
  type CurrentLock,
  type HeldLock,
  type LockCheck,
  type LockGrant,
  type LockRefusal,
  type LocksHeld,
  type LockToCheck,
  type LostLock,
} from './lock-check';
export {
  type LockProblem,
  refusalParts,
  type RefusalParts,
  refusalResponse,
} from './refusal-response';
export {
  type ExpressRequest,
  type GuardedRequest,
  type GuardedResponse,
  heldLocks,
  requireLock,
  type RequireLockOptions,
} from './require-lock';
export { type RequestHeaders } from './user-cookie';
