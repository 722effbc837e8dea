import { distance } from 'fastest-levenshtein';
import { type Given } from './read-settings';
import { slipOf } from './setting-types';

/** One line for each value that is probably surrounded by stray white space or quotes. */
export function valueSlips(given: Given, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const slip = slipOf(given[name] ?? '');
    return slip ? [`${name}: ${slip}; remove this unless it is part of the value`] : [];
  });
}

/**
 * One line for each variable that is probably a misspelled setting: its name is close to that of a
 * setting that is not set. The environment is full of variables of other programs, so a loose
 * similarity is not enough.
 */
export function nameSlips(given: Given, names: readonly string[]): string[] {
  return Object.keys(given).flatMap((found) => {
    if (names.includes(found)) return [];
    const meant = names.find((name) => given[name] === undefined && isMeant(found, name));
    return meant ? [`${found}: unknown setting; did you mean ${meant}?`] : [];
  });
}

const CONNECTION_STRING = /^(USERS_)?MONGO(DB)?_?(URI|URL|DSN|CONNECTION(_STRING)?)$/;
/** Shorter names are one letter away from too many other names. */
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
