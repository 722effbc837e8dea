// What tabs tell each other, which may have different versions of the client: so what a file `*-message.ts`
// calls something keeps its name in the bundle.
import { type Picture } from './live-hub';
import { type LockFaultDetails, type LockFaultKind } from './lock-fault';
import { type GrantKey, type LockEvent, type RenewOutcome } from './lock-types';
import { type WatchFilter, type WatchStatus } from './lock-watch';

/** What a message is about; `to` is a tab, or the leader when it is missing. */
export interface TabMessage {
  readonly from: string;
  readonly to?: string | undefined;
  readonly kind:
    'lead' | 'renew' | 'taken' | 'renewed' | 'watch' | 'unwatch' | 'told' | 'beat' | 'alive';
  /** Of the question that this is about. */
  readonly id?: string | undefined;
  readonly body?: readonly GrantKey[] | readonly SentOutcome[] | WatchFilter | Told | undefined;
}

/** What the leader tells of a watch of another tab. */
export type Told =
  | { readonly picture: Picture }
  | { readonly event: LockEvent; readonly locks: Picture }
  | { readonly status: WatchStatus };

/** The answer to a renewal; a fault as a message carries it. */
export type SentOutcome =
  RenewOutcome | { readonly fault: [LockFaultKind, string, LockFaultDetails] };
