import { errors, type JWTPayload, jwtVerify, type JWTVerifyOptions } from 'jose';
import { type KeySetOptions, RemoteKeySet } from './remote-key-set';

/** The key that verifies the signature of a token. */
export type VerificationKey =
  | { readonly kind: 'secret'; readonly secret: string }
  | ({ readonly kind: 'jwks' } & KeySetOptions);

export interface JwtRules {
  readonly key: VerificationKey;
  readonly algorithms: readonly string[];
  /** Undefined: any. */
  readonly issuer: string | undefined;
  /** The token must contain at least one of these; empty: any. */
  readonly audiences: readonly string[];
  /** The allowed difference between the clocks of the issuer and this machine. */
  readonly clockToleranceMs: number;
}

/** Resolves with the claims of a token, undefined if it is invalid; rejects if it cannot be verified. */
export type VerifyJwt = (token: string) => Promise<JWTPayload | undefined>;

/**
 * Errors that make a token invalid, as opposed to failures of the key server. A key that fits no
 * allowed algorithm is among them, because the token chooses its key.
 */
const INVALID_TOKEN_ERRORS = [
  errors.JWSSignatureVerificationFailed,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
];

/**
 * Creates a verifier of tokens. `exp` and `nbf`, set by the clock of the issuer, are compared with
 * the clock of this machine, because verification involves no other system; `clockToleranceMs`
 * allows for the difference. The clock of the database, which decides about locks, is no closer to
 * that of the issuer. A token without `exp` is invalid, because it could never expire.
 *
 * `keySet` provides the public keys; the caller monitors and closes it.
 */
export function createVerifyJwt(rules: JwtRules, keySet?: RemoteKeySet): VerifyJwt {
  const options: JWTVerifyOptions = {
    algorithms: [...rules.algorithms],
    clockTolerance: rules.clockToleranceMs / 1_000,
    requiredClaims: ['exp'],
    ...(rules.issuer === undefined ? {} : { issuer: rules.issuer }),
    ...(rules.audiences.length === 0 ? {} : { audience: [...rules.audiences] }),
  };
  const verify = verifyWith(rules.key, options, keySet);
  return async (token) => {
    try {
      return await verify(token);
    } catch (error) {
      if (INVALID_TOKEN_ERRORS.some((kind) => error instanceof kind)) return undefined;
      throw new Error('the public key of a token is unavailable', { cause: error });
    }
  };
}

function verifyWith(
  key: VerificationKey,
  options: JWTVerifyOptions,
  keySet: RemoteKeySet | undefined,
): (token: string) => Promise<JWTPayload> {
  if (key.kind === 'secret') {
    const secret = new TextEncoder().encode(key.secret);
    return async (token) => (await jwtVerify(token, secret, options)).payload;
  }
  const { find } = keySet ?? new RemoteKeySet(key);
  return async (token) => {
    try {
      return (await jwtVerify(token, find, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      return verifyWithAny(error, token, options);
    }
  };
}

/** Tries a token without a key id with every matching key. */
async function verifyWithAny(
  candidates: errors.JWKSMultipleMatchingKeys,
  token: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  for await (const key of candidates) {
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}
