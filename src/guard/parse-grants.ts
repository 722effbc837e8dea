import { type LockGrant, type LockRefusal, type LockToCheck } from './lock-check';

/** How many records one call can name, as at the gateway. */
const MAX_RECORDS = 100;
/** More than any text of the gateway's limits has before normalization, in UTF-16 code units. */
const MAX_ROUTE_UNITS = 512;
const MAX_ID_UNITS = 1_024;

/** The grants of a request, or why they are none. Whatever their types promise, they are hostile. */
export function parseGrants(items: readonly LockToCheck[]): readonly LockGrant[] | LockRefusal {
  if (!Array.isArray(items) || items.length < 1 || items.length > MAX_RECORDS) {
    return bad(`The request must name 1 to ${MAX_RECORDS} records.`);
  }
  const grants: LockGrant[] = [];
  for (const item of items as readonly LockToCheck[]) {
    const grant = parseGrant({ ...item });
    if ('kind' in grant) return grant;
    grants.push(grant);
  }
  return grants;
}

function parseGrant({ route, id, fencingToken }: Unknown<LockToCheck>): LockGrant | LockRefusal {
  const idText = Number.isSafeInteger(id) ? String(id) : id;
  if (!isText(route, MAX_ROUTE_UNITS)) return bad('The route of the record is not valid.');
  if (!isText(idText, MAX_ID_UNITS)) return bad('The id of the record is not valid.');
  if (fencingToken === undefined || fencingToken === null || fencingToken === '') {
    return {
      kind: 'tokenMissing',
      message:
        'This save needs the fencing token of a lock: acquire the lock first, or send its token along.',
    };
  }
  const token = parseToken(fencingToken);
  if (token === undefined) return bad('The fencing token is not a whole number.');
  return { route, id: idText, fencingToken: token };
}

type Unknown<Shape> = { readonly [Name in keyof Shape]: unknown };

function isText(value: unknown, maxUnits: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxUnits;
}

/** Only what JSON and every double carry exactly: a rounded token could be another grant's. */
function parseToken(value: unknown): number | undefined {
  if (typeof value === 'string' && !/^\d{1,16}$/.test(value)) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const token = Number(value);
  return Number.isSafeInteger(token) && token >= 0 ? token : undefined;
}

function bad(message: string): LockRefusal {
  return { kind: 'badRequest', message };
}
