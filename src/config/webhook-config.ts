import { z } from 'zod';
import { type Given, linesOf, type ReadSettings } from './read-settings';
import { httpUrl } from './setting-types';

/** Where grants and ends of locks are posted. */
export interface WebhookConfig {
  readonly url: string;
  /** Each post is signed with all of these. */
  readonly keys: readonly Uint8Array[];
}

/** The prefix of a secret that is Base64, by the Standard Webhooks specification. */
const PREFIX = 'whsec_';
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 1_024;

const SECRET_RULE =
  `must be one secret, or the new and the old one with a space or comma between them, each of at least ` +
  `${MIN_KEY_BYTES} bytes: as text, or as Base64 after ${PREFIX}`;

const secrets = z.string().transform((text, context) => {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(toKey);
  const isValid = keys.every((key) => key !== undefined);
  if (isValid && keys.length >= 1 && keys.length <= 2) return keys;
  context.addIssue(SECRET_RULE);
  return z.NEVER;
});

function toKey(secret: string): Uint8Array | undefined {
  const key = secret.startsWith(PREFIX)
    ? fromBase64(secret.slice(PREFIX.length))
    : Buffer.from(secret);
  return key && key.length >= MIN_KEY_BYTES && key.length <= MAX_KEY_BYTES ? key : undefined;
}

/** Undefined for what is not Base64, which Node.js would read as far as it can. */
function fromBase64(text: string): Buffer | undefined {
  const key = Buffer.from(text, 'base64');
  return key.toString('base64') === text ? key : undefined;
}

/** The settings of webhooks. */
export const webhookSettings = z.object({
  WEBHOOK_URL: httpUrl.optional(),
  WEBHOOK_SECRET: secrets.optional(),
});

/** Reads the settings of webhooks; without a URL the value is null. */
export function readWebhooks(given: Given): ReadSettings<WebhookConfig | null> {
  if (given['WEBHOOK_URL'] === undefined) {
    // It may be that of another program, and ends no start that it did not end before.
    const hasSecret = given['WEBHOOK_SECRET'] !== undefined;
    const warnings = hasSecret ? ['WEBHOOK_SECRET: has no effect without WEBHOOK_URL'] : [];
    return { value: null, problems: [], warnings };
  }
  const { data, error } = webhookSettings.required({ WEBHOOK_URL: true }).safeParse(given);
  if (!data) return { problems: linesOf(error, given), warnings: [] };
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: keys } = data;
  const problems = [
    ...(keys ? [] : ['WEBHOOK_SECRET: must be set with WEBHOOK_URL']),
    ...(given['HISTORY_RETENTION'] === '0'
      ? ['WEBHOOK_URL: needs the history, which HISTORY_RETENTION=0 turns off']
      : []),
  ];
  if (!keys || problems.length > 0) return { problems, warnings: [] };
  return { value: Object.freeze({ url, keys: Object.freeze(keys) }), problems, warnings: [] };
}
