import { hash } from 'node:crypto';

/** The SHA-256 of a refresh token as lower-case hex: the gateway keeps tokens in no other form. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}
