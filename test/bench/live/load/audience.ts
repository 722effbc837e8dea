import { RECORDS } from './change-plan';

/** Who subscribes. The users take turns. */
export interface Audience {
  readonly subscribers: number;
  /** How many records in a row each has, as on a page of a list; undefined: they see all. */
  readonly recordsEach?: number | undefined;
}

/** The records of a subscriber; undefined: all. */
export function recordsOf({ recordsEach }: Audience, subscriber: number): string[] | undefined {
  if (recordsEach === undefined) return undefined;
  const first = (subscriber * recordsEach) % RECORDS;
  return Array.from({ length: recordsEach }, (_, index) => String(first + index));
}

/** True when a subscriber is to be told of a record. */
export function isFor(audience: Audience, subscriber: number, record: number): boolean {
  const { recordsEach } = audience;
  if (recordsEach === undefined) return true;
  return Math.floor(record / recordsEach) === subscriber % (RECORDS / recordsEach);
}

/** How many are to be told of a record. */
export function sizeFor(audience: Audience, record: number): number {
  const { recordsEach, subscribers } = audience;
  if (recordsEach === undefined) return subscribers;
  const pages = RECORDS / recordsEach;
  const page = Math.floor(record / recordsEach);
  return Math.floor(subscribers / pages) + (page < subscribers % pages ? 1 : 0);
}
