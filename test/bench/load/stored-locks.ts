import { type WireAnswer } from './http-connection';

/** How many users hold the stored locks, in turns: `volume/<n>` is held by user n modulo this. */
export const USERS = 50;
/** The length of every page and look-up. */
export const PAGE = 50;

/** The ids of a page in the order in which both servers list them. */
export function inListOrder(numbers: readonly number[]): string[] {
  return numbers.map(String).sort();
}

/** The first page of everybody's stored locks, or of those of one user. */
export function firstPage(stored: number, user?: number): string[] {
  const all = Array.from({ length: stored }, (_, number) => number);
  const listed = user === undefined ? all : all.filter((number) => number % USERS === user);
  return inListOrder(listed).slice(0, PAGE);
}

/**
 * True for an answer with exactly these locks in this order, each with its holder, and with
 * `heldByMe` where that is the one who asks. It reads the text once: parsing it would take several
 * times as long from the server that is measured.
 */
export function hasLocks(
  { status, body }: WireAnswer,
  ids: readonly string[],
  asker: number,
): boolean {
  if (status !== 200 || body.includes('"errors"')) return false;
  let at = 0;
  const next = (field: string): boolean => {
    const found = body.indexOf(field, at);
    at = found + field.length;
    return found >= 0;
  };
  for (const id of ids) {
    const holder = Number(id) % USERS;
    if (!next('"resourceId":') || !body.startsWith(`"${id}"`, at)) return false;
    if (!next('"username":') || !body.startsWith(`"editor${holder}"`, at)) return false;
    if (!next('"expiresInMs":') || !/^[1-9]\d{5,8}$/.test(body.slice(at, body.indexOf(',', at))))
      return false;
    if (!next('"heldByMe":') || !body.startsWith(`${holder === asker}`, at)) return false;
  }
  return !next('"resourceId":');
}
