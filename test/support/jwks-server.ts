import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { json, type LocalServer, startLocalServer } from './local-server';

/** A key pair of an issuer of tokens. */
export interface SigningKey {
  readonly publicJwk: JWK;
  /** A token over these claims that is valid for an hour, unless they say otherwise. */
  sign(claims: JWTPayload, header?: { kid?: string }): Promise<string>;
}

/** Makes a key pair; `kid` is what tokens and the key set call it. */
export async function createSigningKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    sign: (claims, header = { kid }) =>
      new SignJWT({ exp: inSeconds(3_600), ...claims })
        .setProtectedHeader({ alg, ...header })
        .sign(privateKey),
  };
}

/** A server of public keys, which `publish` replaces. */
export interface JwksServer extends LocalServer {
  publish(...keys: SigningKey[]): void;
}

/** Starts a server of these public keys. */
export async function startJwksServer(...keys: SigningKey[]): Promise<JwksServer> {
  const server = await startLocalServer();
  const publish = (...published: SigningKey[]): void => {
    server.answer = json({ keys: published.map(({ publicJwk }) => publicJwk) });
  };
  publish(...keys);
  return Object.assign(server, { publish });
}

/** A time from now as a token carries it. */
export function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds;
}
