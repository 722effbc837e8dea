import { hash } from 'node:crypto';

/** The SHA-256 of a refresh token as lower-case hex: the only form in which a token is stored or compared. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}
