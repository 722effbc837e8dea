import { type LockClient } from '../client/lock-client';
import { type Lock, type LockKey } from '../client/lock-types';
import { isLockFault } from '../react/is-lock-fault';
import { type AdminLock, type Identifier, type NameOptions, Names } from './admin-lock';
import { CONFLICT, faultError, LockHttpError } from './http-error';
import { type AdminEvent, LockTopics } from './lock-topics';
import { type LockMeta, PageHolds } from './page-holds';

/** The gateway, and how things are named there. */
export interface LockGatewayOptions extends NameOptions {
  readonly client: LockClient;
}

interface RecordParams {
  readonly id: Identifier;
  readonly identity?: Identifier | undefined;
  readonly meta?: LockMeta | undefined;
}

/** What react-admin needs of a data provider for locks. */
export interface LockMethods {
  /** Acquires the lock, and renews it until `unlock`. */
  lock(resource: string, params: RecordParams): Promise<{ data: AdminLock }>;
  /** Removes the lock of this page; `data` is null when there was none. */
  unlock(resource: string, params: RecordParams): Promise<{ data: AdminLock | null }>;
  /** `data` is null when the record is free. */
  getLock(resource: string, params: { id: Identifier }): Promise<{ data: AdminLock | null }>;
  getLocks(resource: string, params?: object): Promise<{ data: AdminLock[]; total: number }>;
  subscribe(topic: string, callback: (event: AdminEvent) => void): Promise<{ data: null }>;
  unsubscribe(topic: string, callback: (event: AdminEvent) => void): Promise<{ data: null }>;
}
