import { benchToken } from '../../load/requests';
import { NOTE_LENGTH } from './change-plan';

/** The route of all records of the bench. */
export const ROUTE = 'volume';

const ID_LENGTH = 5;

/**
 * The note and the type come first, so that the reader finds them at the same place in every event;
 * the rest is what a list shows.
 */
const SELECTION =
  '{ n: lock { note } type lock { id route resourceId holder { id username } acquiredAt renewedAt ' +
  'expiresAt fencingToken heldByMe canTakeOver } actor { id username } at }';

const OF_RECORDS = `subscription Of($ids: [ID!]) { lockEvents(route: "${ROUTE}", ids: $ids) ${SELECTION} }`;
const OF_ALL = `subscription All { lockEvents(route: "${ROUTE}") ${SELECTION} }`;

/** The locks of some records, as much of them as the subscription tells. */
export const LOCKS =
  `query Locks($ids: [ID!]!) { locks(route: "${ROUTE}", ids: $ids) { nodes { note id route resourceId ` +
  'holder { id username } acquiredAt renewedAt expiresAt fencingToken heldByMe canTakeOver } } }';

/** A request to `/graphql` over HTTP. */
export function postGraphQL(user: number, query: string, variables: object): string {
  const body = JSON.stringify({ query, variables });
  return (
    `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
    `Cookie: refreshToken=${benchToken(user)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  );
}

/** The first message of the protocol. */
export const INIT = JSON.stringify({ type: 'connection_init' });

/** Asks whether everything before it has been read. */
export const PING = JSON.stringify({ type: 'ping' });

/** Subscribes to some records of the route, or to all. */
export function subscribeMessage(subscriber: number, ids?: readonly string[]): string {
  const payload = ids ? { query: OF_RECORDS, variables: { ids } } : { query: OF_ALL };
  return JSON.stringify({ id: idOf(subscriber), type: 'subscribe', payload });
}

function idOf(subscriber: number): string {
  return String(subscriber).padStart(ID_LENGTH, '0');
}

const BEFORE_ID = '{"id":"';
const BEFORE_TEXT = `${BEFORE_ID}${idOf(0)}","type":"next","payload":`;
const BEFORE_NOTE = '{"data":{"lockEvents":{"n":{"note":"';
const BEFORE_TYPE = '"},"type":"';
const NO_LOCK = '{"data":{"lockEvents":{"n":null';

/** Where the result of the execution begins in a message with an event. */
export const TEXT_AT = BEFORE_TEXT.length;
const NEXT_AT = BEFORE_TEXT.indexOf('next');
const NOTE_AT = TEXT_AT + BEFORE_NOTE.length;
const TYPE_AT = NOTE_AT + NOTE_LENGTH + BEFORE_TYPE.length;
const NULL_AT = TEXT_AT + NO_LOCK.length - 'null'.length;

/** What a message is, as far as its fixed places tell; `other` needs a look at the whole. */
export type Told = 'ACQUIRED' | 'RELEASED' | 'SNAPSHOT' | 'SNAPSHOT_END' | 'other';

/** Reads messages at their fixed places: parsing each would cost the machine more than sending it. */
export function toldBy(bytes: Buffer, start: number): Told {
  const isNext = bytes[start + 2] === I && bytes[start + NEXT_AT] === N;
  if (!isNext || bytes[start + TEXT_AT + 2] !== D) return 'other';
  if (bytes[start + NULL_AT] === N) return 'SNAPSHOT_END';
  const type = start + TYPE_AT;
  if (bytes[type] === A) return 'ACQUIRED';
  if (bytes[type] === S) return 'SNAPSHOT';
  return bytes[type] === R && bytes[type + 2] === L ? 'RELEASED' : 'other';
}

/** The note of an event. */
export function noteIn(bytes: Buffer, start: number): number {
  return digits(bytes, start + NOTE_AT, NOTE_LENGTH);
}

/** Who is told. */
export function subscriberIn(bytes: Buffer, start: number): number {
  return digits(bytes, start + BEFORE_ID.length, ID_LENGTH);
}

function digits(bytes: Buffer, start: number, length: number): number {
  let value = 0;
  for (let at = start; at < start + length; at++) value = value * 10 + bytes[at]! - ZERO;
  return value;
}

const byte = (character: string): number => character.charCodeAt(0);
const ZERO = byte('0');
const [A, D, I, L, N, R, S] = ['A', 'd', 'i', 'L', 'n', 'R', 'S'].map(byte);
