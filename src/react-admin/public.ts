// What `lock-gateway/react-admin` exports.
export { addLockGateway } from './add-lock-gateway';
export type { LockGatewayOptions } from './add-lock-gateway';
export type { AdminLock, Identifier, NameOptions } from './admin-lock';
export { LockHttpError } from './http-error';
export type { LockMethods } from './lock-methods';
export type { AdminEvent } from './lock-topics';
export type { LockMeta } from './page-holds';
