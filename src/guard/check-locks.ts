import { field } from './answer-fields';
import { askGateway } from './ask-gateway';
import { type GatewayAddress, gatewayAddressOf, type GatewayOptions } from './gateway-address';
import { type LockCheck, type LockToCheck } from './lock-check';
import { parseGrants } from './parse-grants';
import { readAnswer, RETRY_AFTER_SECONDS } from './read-answer';
import { type RequestHeaders, userCookieOf } from './user-cookie';

/** A save to check. */
export interface CheckLocksCall extends GatewayOptions {
  /** Of the request to save; its `refreshToken` cookie is passed on, so the gateway sees its user. */
  readonly headers: RequestHeaders;
  /** 1 to 100 records. */
  readonly items: readonly LockToCheck[];
}

/**
 * Asks the gateway in one call whether the user holds every record under exactly its token. Whatever
 * the request or the gateway does, it resolves, and only `held` lets the save go on; it rejects with a
 * `TypeError` for a wrong option alone.
 *
 * @example
 * const { headers } = request;
 * const items = [{ route: 'volume', id, fencingToken: headers.get('fencing-token') }];
 * const check = await checkLocks({ gatewayUrl: 'http://lock-gateway:4000', headers, items });
 * if (check.kind !== 'held') return refusalResponse(check);
 */
export async function checkLocks(call: CheckLocksCall): Promise<LockCheck> {
  return checkAt(gatewayAddressOf(call), call);
}

/** As `checkLocks`, at an address that was checked before. */
export async function checkAt(
  gateway: GatewayAddress,
  { headers, items }: Pick<CheckLocksCall, 'headers' | 'items'>,
): Promise<LockCheck> {
  const grants = parseGrants(items);
  if ('kind' in grants) return grants;
  const cookie = userCookieOf(headers);
  if (cookie === undefined) {
    return { kind: 'unauthenticated', message: 'The request has no refreshToken cookie.' };
  }
  try {
    return readAnswer(await askGateway(gateway, { cookie, grants }), grants);
  } catch (error) {
    const retryAfterSeconds = RETRY_AFTER_SECONDS;
    return { kind: 'unavailable', reason: reasonOf(error), retryAfterSeconds };
  }
}

/** The texts of an error and of its cause, in which `fetch` hides what the network said. */
function reasonOf(error: unknown): string {
  const cause = field(error, 'cause');
  // Where a name has several addresses, the cause has a code alone.
  const texts = [field(error, 'message'), field(cause, 'message') || field(cause, 'code')];
  return texts.filter((text) => typeof text === 'string' && text !== '').join(': ');
}
