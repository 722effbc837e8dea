import { distance } from 'fastest-levenshtein';
import { type Given } from './read-settings';
import { slipOf } from './setting-types';

/** One line for each setting whose value begins or ends with what a file or a shell left there. */
export function valueSlips(given: Given, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const slip = slipOf(given[name] ?? '');
    return slip ? [`${name}: ${slip}; if that is not part of it, remove it`] : [];
  });
}

/**
 * One line for each variable that is no setting but nearly the name of one that is not set. An
 * environment is full of other programs' variables, so names that are merely alike do not count.
 */
export function nameSlips(given: Given, names: readonly string[]): string[] {
  return Object.keys(given).flatMap((found) => {
    if (names.includes(found)) return [];
    const meant = names.find((name) => given[name] === undefined && isMeant(found, name));
    return meant ? [`${found}: is no setting; did you mean ${meant}?`] : [];
  });
}

const CONNECTION_STRING = /^(USERS_)?MONGO(DB)?_?(URI|URL|DSN|CONNECTION(_STRING)?)$/;
/** Shorter names are one letter away from too many others. */
const MIN_LENGTH_FOR_A_SLIP = 8;
const MIN_LENGTH_FOR_TWO_SLIPS = 10;

function isMeant(found: string, name: string): boolean {
  const text = found.toUpperCase();
  if (text === name || text.replaceAll(/[^A-Z0-9]/g, '') === name.replaceAll('_', '')) return true;
  const [connection, users] = CONNECTION_STRING.exec(text) ?? [];
  if (connection) return name === `${users ?? ''}MONGODB_URI`;
  if (withoutEnding(text) === withoutEnding(name) || isWordsOf(text, name)) return true;
  if (name.length < MIN_LENGTH_FOR_A_SLIP) return false;
  return distance(text, name) <= (name.length < MIN_LENGTH_FOR_TWO_SLIPS ? 1 : 2);
}

/** A name without what may as well be at its end: a unit, a plural, or URI for URL. */
function withoutEnding(name: string): string {
  return name
    .replace(/_(MS|MILLIS|MILLISECONDS|SECS?|SECONDS|MINUTES)$/, '')
    .replace(/_URI$/, '_URL')
    .replace(/IES$/, 'Y')
    .replace(/S$/, '');
}

/** True when the text is the beginning or the end of a name; one word alone says too little. */
function isWordsOf(text: string, name: string): boolean {
  return /[A-Z]_[A-Z]/.test(text) && (name.startsWith(`${text}_`) || name.endsWith(`_${text}`));
}
