import { type StreamPosition } from '../domain/lock-stream';

/** Where an event is in the order of all events, the same in every gateway. */
export interface EventPosition extends StreamPosition {
  /** Its place among the events of its write, from 0. */
  readonly change: number;
}

/** Before, at or after: negative, 0 or positive. */
export function compare(one: EventPosition, other: EventPosition): number {
  if (one.time !== other.time) return one.time < other.time ? -1 : 1;
  return one.index - other.index || one.change - other.change;
}

/** The text of a position, for clients, to whom it says nothing. */
export function toCursor({ time, index, change }: EventPosition): string {
  return `${time.toString(36)}.${index.toString(36)}.${change.toString(36)}`;
}

/** A time of 64 bits and two counts. */
const CURSOR = /^([0-9a-z]{1,13})\.([0-9a-z]{1,7})\.([0-9a-z]{1,7})$/;

/** The position of a cursor; undefined for any other text. */
export function parseCursor(cursor: string): EventPosition | undefined {
  const [, time, index, change] = CURSOR.exec(cursor) ?? [];
  if (!time) return undefined;
  return {
    time: [...time].reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n),
    index: parseInt(index!, 36),
    change: parseInt(change!, 36),
  };
}
