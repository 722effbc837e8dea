import { checkAt } from './check-locks';
import { gatewayAddressOf, type GatewayOptions } from './gateway-address';
import { type HeldLock, type LockCheck, type LockToCheck } from './lock-check';
import { refusalParts } from './refusal-response';

/** What the guard reads of a request: Express 4, Express 5 and `node:http` have it. */
export interface GuardedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A request of Express 4 or 5, which `key` and `token` are given unless their types say otherwise. */
export interface ExpressRequest extends GuardedRequest {
  readonly params: Readonly<Record<string, string | readonly string[]>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  get(name: string): string | undefined;
}

/** What the guard does with a response: Express 4, Express 5 and `node:http` can do it. */
export interface GuardedResponse {
  statusCode: number;
  readonly headersSent: boolean;
  locals?: Record<string, unknown>;
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
}

type OneOrMany<Value> = Value | readonly Value[];
type Eventually<Value> = Value | PromiseLike<Value>;

/** How to find out what a request saves. */
export interface RequireLockOptions<Incoming extends GuardedRequest> extends GatewayOptions {
  /** The record that the request saves, or 1 to 100 of them. */
  readonly key: (request: Incoming) => Eventually<OneOrMany<Pick<LockToCheck, 'route' | 'id'>>>;
  /** The token that came with it, as the text it is; for several records as many, in their order. */
  readonly token: (request: Incoming) => Eventually<OneOrMany<LockToCheck['fencingToken']>>;
  /** The `Cookie` header to pass on, where the user's `refreshToken` is not in that of the request. */
  readonly cookie?: ((request: Incoming) => string | undefined) | undefined;
  /** Told why the gateway could not be asked, e.g. to log it; the user is not. */
  readonly onUnavailable?: ((reason: string, request: Incoming) => void) | undefined;
}

/**
 * Express middleware that lets a request go on only if its user holds every record that it saves under
 * exactly the token that came with it; `heldLocks` then has the locks. It answers everything else
 * itself, with a status and a body that `refusalParts` describes. What a function of the options throws
 * goes to the error handler. A wrong option throws a `TypeError` at once.
 */
export function requireLock<Incoming extends GuardedRequest = ExpressRequest>(
  options: RequireLockOptions<Incoming>,
): (request: Incoming, response: GuardedResponse, next: (error?: unknown) => void) => void {
  const gateway = gatewayAddressOf(options);
  const check = async (request: Incoming): Promise<LockCheck> => {
    const [keys, tokens] = await Promise.all([options.key(request), options.token(request)]);
    const items = toItems(keys, tokens);
    if (!items) return { kind: 'badRequest', message: 'There must be one token for each record.' };
    const headers = options.cookie ? { cookie: options.cookie(request) } : request.headers;
    const found = await checkAt(gateway, { headers, items });
    if (found.kind === 'unavailable') options.onUnavailable?.(found.reason, request);
    return found;
  };
  return (request, response, next) => {
    const goOn = (found: LockCheck): void => {
      if (found.kind === 'held') {
        response.locals ??= {};
        response.locals[LOCKS] = found.locks;
        return next();
      }
      // Something else, such as a time-out of the service, may have answered meanwhile.
      if (response.headersSent) return;
      const { status, headers, problem } = refusalParts(found);
      response.statusCode = status;
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      response.end(JSON.stringify(problem));
    };
    // Two callbacks, so that what `next` throws does not call it again.
    check(request).then(goOn, (thrown: unknown) => next(errorOf(thrown)));
  };
}

/** Nothing, and words such as `route`, would let the request go on. */
function errorOf(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new Error('The lock could not be checked.', { cause: thrown });
}

/** The name in `response.locals`. */
const LOCKS = 'locks';

/**
 * The locks that `requireLock` found held, in the order of the records. Throws where it did not run, so
 * that a route without its guard cannot save.
 */
export function heldLocks(response: object): readonly HeldLock[] {
  const locks = (response as Pick<GuardedResponse, 'locals'>).locals?.[LOCKS];
  if (!Array.isArray(locks)) throw new Error('requireLock did not run before this handler');
  return locks as readonly HeldLock[];
}

/** Undefined when there are not as many tokens as records. */
function toItems(
  keys: OneOrMany<Pick<LockToCheck, 'route' | 'id'>>,
  tokens: OneOrMany<LockToCheck['fencingToken']>,
): LockToCheck[] | undefined {
  const records = asList(keys);
  const given =
    tokens === undefined || tokens === null ? records.map(() => tokens) : asList(tokens);
  if (given.length !== records.length) return undefined;
  return records.map((key, index) => ({ ...key, fencingToken: given[index] }));
}

function asList<Value>(value: OneOrMany<Value>): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}
