import { z } from 'zod';
import { REFUSED_PORTS } from './refused-ports';

/** Milliseconds per unit of a duration. */
export const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;

/** A duration such as `30m`, in milliseconds. */
export const duration = z.string().transform((text, context) => {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  if (amount && unit) return Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  context.addIssue('must be a number with ms, s, m, h or d, such as 30m');
  return z.NEVER;
});

/** A MongoDB connection string. */
export const mongodbUri = z.string().regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb://');

/** A whole number from 1 to `max`. */
export function upTo(max: number): z.ZodType<number, string> {
  const rule = `must be a whole number from 1 to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, rule)
    .transform(Number)
    .refine((value) => value >= 1 && value <= max, rule);
}

/** A comma-separated list, as its trimmed, non-empty parts. */
export const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const ON = ['true', 'on', '1'] as const;
const OFF = ['false', 'off', '0'] as const;

/** A boolean; all switches accept the same values. */
export const flag = z
  .enum([...ON, ...OFF], 'must be true or false (or on, off, 1, 0)')
  .transform((text) => (ON as readonly string[]).includes(text));

/** Describes stray white space or quotes around a value; undefined if there are none. */
export function slipOf(value: string): string | undefined {
  if (value.trim() !== value) return 'starts or ends with white space or a line break';
  if (/^(["'`]).*\1$/s.test(value)) return 'is enclosed in quotes';
  if (/^["'`]|["'`]$/.test(value)) return 'starts or ends with a quote';
  return undefined;
}

const HTTP_URL_RULE = 'must be an http or https URL without user name and password';

/** A URL that `fetch` can request; credentials are rejected, because URLs are logged. */
export const httpUrl = z.string().superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    context.addIssue(HTTP_URL_RULE);
  } else if (REFUSED_PORTS.has(Number(url.port || Number.NaN))) {
    context.addIssue(`uses port ${url.port}, which HTTP clients refuse; use another port`);
  }
});

const CAN_CONTAIN_SECRETS = /_(URI|URL|SECRET)$/;

/** Describes an invalid value on one line; a value that can contain a secret is not shown. */
export function invalidValueLine(name: string, message: string, value: unknown): string {
  const slip = slipOf(String(value));
  const got = CAN_CONTAIN_SECRETS.test(name)
    ? `the value is not shown${slip ? `, but it ${slip}` : ''}`
    : `but got: ${JSON.stringify(value)}${slip ? `, which ${slip}` : ''}`;
  return `${name}: ${message}, ${got}`;
}
