import { LIVE_USERS } from './users';

/** How many records the changes are spread over. */
export const RECORDS = 5_000;
/** So many records are acquired one after the other, and then released in the same order. */
const BLOCK = 100;
/** Has no divisor in common with the number of records, so that neighbours in time are none in the list. */
const STRIDE = 7_919;

/** One change of a lock. Its number is its place in the order in which the changes are asked for. */
export interface Change {
  readonly number: number;
  readonly record: number;
  readonly isRelease: boolean;
  /** The user who asks for it. */
  readonly user: number;
}

/** The change of a number: the same in every process. */
export function changeOf(number: number): Change {
  const record = recordOf(number);
  return { number, record, isRelease: isRelease(number), user: record % LIVE_USERS };
}

/** The record of a change. */
export function recordOf(number: number): number {
  const slot = Math.floor(number / (2 * BLOCK)) * BLOCK + (number % BLOCK);
  return (slot * STRIDE) % RECORDS;
}

/** The number of the change of the same record before this one; negative when there is none. */
export function previousOf(number: number): number {
  return isRelease(number) ? number - BLOCK : number - 2 * RECORDS + BLOCK;
}

function isRelease(number: number): boolean {
  return number % (2 * BLOCK) >= BLOCK;
}

/** How many characters a note has. */
export const NOTE_LENGTH = 8;

/** The note of a lock that is acquired, by which its events are told apart. */
export function noteOf(number: number): string {
  return String(number).padStart(NOTE_LENGTH, '0');
}

/** The number of the change that an event tells of: a lock is released with the note it was acquired with. */
export function numberOf(note: number, told: 'ACQUIRED' | 'RELEASED'): number {
  return told === 'RELEASED' ? note + BLOCK : note;
}
