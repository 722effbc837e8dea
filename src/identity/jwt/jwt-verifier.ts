import { errors, type JWTPayload, jwtVerify, type JWTVerifyOptions } from 'jose';
import { type KeySetOptions, RemoteKeySet } from './remote-key-set';

/** What the signature of a token is checked with. */
export type VerificationKey =
  | { readonly kind: 'secret'; readonly secret: string }
  | ({ readonly kind: 'jwks' } & KeySetOptions);

export interface JwtRules {
  readonly key: VerificationKey;
  readonly algorithms: readonly string[];
  /** Undefined: any. */
  readonly issuer: string | undefined;
  /** One of these must be among the token's own; none: any. */
  readonly audiences: readonly string[];
  /** By how much the clocks of the issuer and of this machine may differ. */
  readonly clockToleranceMs: number;
}

/** Checks a token and returns its claims, undefined when it is not valid; rejects when that cannot be told. */
export type VerifyJwt = (token: string) => Promise<JWTPayload | undefined>;

/**
 * What is wrong with a token, as against with the server of keys: only these make it nobody's.
 * A key that no algorithm fits is among them, since which key is meant is for the token to say.
 */
const FAULTS_OF_A_TOKEN = [
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
 * Whose clock: `exp` and `nbf` were written by the issuer's clock and are judged by this machine's,
 * since a token is checked without asking anybody; `clockToleranceMs` covers the difference. The
 * database's clock, which decides about locks, is not asked: it knows no more of the issuer's than
 * this machine does. A token without `exp` is not valid, for nothing could ever end it.
 *
 * `keySet` is what public keys are taken from, for a caller that watches and closes it.
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
      if (FAULTS_OF_A_TOKEN.some((kind) => error instanceof kind)) return undefined;
      throw new Error('the key of a token could not be had', { cause: error });
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

/** A token that does not name its key is tried with each that fits. */
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
