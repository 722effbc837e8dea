import { type LostReason } from '../../client/held-lock';
import { type LockFault } from '../../client/lock-fault';

/** A time as text: of the clock, and seen from now (null when the gateway did not say what time it is). */
export interface TimeText {
  readonly clock: string;
  readonly relative: string | null;
}

/** Everything `LockBanner` says. */
export interface LockBannerTexts {
  /** The name of the banner for screen readers. */
  readonly label: string;
  readonly acquiring: string;
  readonly held: string;
  /** Somebody else may have had the record in between. */
  readonly interrupted: string;
  readonly reserved: string;
  /** With `isReserved` it is the holder's turn, and nobody edits the record yet. */
  readonly waiting: (holder: string, position: number, isReserved: boolean) => string;
  readonly heldByOther: (holder: string, isReserved: boolean) => string;
  readonly heldInOtherTab: string;
  /** Somebody else had it, and it is free now. */
  readonly free: string;
  /** `holder` has the record now, null when nobody is known to; `given` are the words for a take-over, if any. */
  readonly lost: (reason: LostReason, holder: string | null, given: string | null) => string;
  readonly released: string;
  readonly idle: string;
  readonly fault: (fault: LockFault) => string;
  readonly offline: string;
  /** Offline, and the record was held until then. */
  readonly heldOffline: string;
  /** Nobody is signed in, or the session is over, before or after the record was held. */
  readonly signedOut: string;
  readonly since: (since: TimeText) => string;
  readonly until: (until: TimeText) => string;
  readonly note: (note: string) => string;
  /** One who waits, as the holder sees it. */
  readonly waiter: (name: string, message: string | null) => string;
  readonly wait: string;
  readonly stopWaiting: string;
  readonly takeOver: string;
  /** The label of the reason for a take-over. */
  readonly reason: (holder: string) => string;
  readonly confirmTakeOver: string;
  readonly cancel: string;
  readonly adopt: string;
  readonly edit: string;
  /** Loads what may have changed. */
  readonly reload: string;
  readonly retry: string;
}

function inTime({ clock, relative }: TimeText): string {
  return relative === null ? clock : `${clock} (${relative})`;
}

function heldText(holder: string, isReserved: boolean): string {
  return isReserved
    ? `This record is reserved for ${holder}.`
    : `${holder} is editing this record.`;
}

function lostText(reason: LostReason, holder: string | null): string {
  if (holder !== null) return `${holder} has this record now.`;
  return reason === 'expired' ? 'Your lock expired.' : 'You no longer have this record.';
}

/** The texts of `LockBanner` unless others are given. */
export const englishTexts: LockBannerTexts = {
  label: 'Edit lock',
  acquiring: 'Locking this record…',
  held: 'You are editing this record.',
  interrupted: 'This record may have changed. Load it again.',
  reserved: 'It is your turn.',
  waiting: (holder, position, isReserved) =>
    `${heldText(holder, isReserved)} You are number ${position} in line.`,
  heldByOther: heldText,
  heldInOtherTab: 'You are editing this record in another tab.',
  free: 'This record is free now.',
  lost: (reason, holder, given) =>
    `${lostText(reason, holder)} Your changes cannot be saved.${given ? ` Reason: ${given}` : ''}`,
  released: 'You are not editing this record.',
  idle: 'You were away, so this record was released.',
  fault: ({ message }) => `This record cannot be locked: ${message}`,
  offline: 'No connection. This record cannot be locked yet.',
  heldOffline: 'No connection. Your changes cannot be saved yet.',
  signedOut: 'You are signed out. Sign in again to edit this record.',
  since: (since) => `Since ${inTime(since)}.`,
  until: (until) => `Until ${inTime(until)}, unless extended.`,
  note: (note) => `Note: ${note}`,
  waiter: (name, message) => (message === null ? `${name} waits.` : `${name} waits: ${message}`),
  wait: 'Wait in line',
  stopWaiting: 'Stop waiting',
  takeOver: 'Take over…',
  reason: (holder) => `Your reason, for ${holder} (optional)`,
  confirmTakeOver: 'Take over',
  cancel: 'Cancel',
  adopt: 'Edit here',
  edit: 'Edit',
  reload: 'Load again',
  retry: 'Try again',
};
