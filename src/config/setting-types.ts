import { z } from 'zod';
import { REFUSED_PORTS } from './refused-ports';

/** Milliseconds of each unit that a duration may be given in. */
export const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;

/** A text such as `30m`, as milliseconds. */
export const duration = z.string().transform((text, context) => {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  if (amount && unit) return Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  context.addIssue('must be a number with ms, s, m, h or d, such as 30m');
  return z.NEVER;
});

/** A connection string of MongoDB. */
export const mongodbUri = z.string().regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb://');

/** A text with commas, as its parts without the space around them. */
export const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const ON = ['true', 'on', '1'] as const;
const OFF = ['false', 'off', '0'] as const;

/** A switch: every one takes the same words. */
export const flag = z
  .enum([...ON, ...OFF], 'must be true or false (or on, off, 1, 0)')
  .transform((text) => (ON as readonly string[]).includes(text));

/** What a file or a shell may have left at the ends of a value, in words; undefined when there is nothing. */
export function slipOf(value: string): string | undefined {
  if (value.trim() !== value) return 'begins or ends with white space or a new line';
  if (/^(["'`]).*\1$/s.test(value)) return 'stands in quotes';
  if (/^["'`]|["'`]$/.test(value)) return 'begins or ends with a quote';
  return undefined;
}

const HTTP_URL_RULE = 'must be an http or https address without user and password';

/** An address that `fetch` can ask, without user and password, which belong into no log. */
export const httpUrl = z.string().superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    context.addIssue(HTTP_URL_RULE);
  } else if (REFUSED_PORTS.has(Number(url.port || Number.NaN))) {
    context.addIssue(`is on port ${url.port}, which HTTP clients refuse; serve it on another`);
  }
});

const MAY_HOLD_A_PASSWORD = /_(URI|URL|SECRET)$/;

/** A mistake in a setting as one line; what may hold a password is not shown. */
export function mistakeLine(name: string, message: string, value: unknown): string {
  const slip = slipOf(String(value));
  const got = MAY_HOLD_A_PASSWORD.test(name)
    ? `what it is set to is not shown${slip ? `, but it ${slip}` : ''}`
    : `but got: ${JSON.stringify(value)}${slip ? `, which ${slip}` : ''}`;
  return `${name}: ${message}, ${got}`;
}
