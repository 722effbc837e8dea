import { createScanner } from 'jsonc-parser';
import { invalid, missing, type ParsedKey, parseLockKey } from '../domain/lock-key';

/** Every value that a body or a query string gives for route and id. */
export interface Fields {
  readonly route: readonly unknown[];
  readonly id: readonly unknown[];
  /** Set when the body is JSON but not an object; the query string is then ignored. */
  readonly isNoObject?: true;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The fields of a JSON body; undefined when it is not valid JSON in UTF-8. */
export function parseBody(bytes: Buffer): Fields | undefined {
  if (bytes.length === 0) return { route: [], id: [] };
  try {
    const text = decoder.decode(bytes);
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return { route: [], id: [], isNoObject: true };
    }
    return needsEveryField(text, body) ? readEveryField(text) : pick(body);
  } catch {
    return undefined;
  }
}

/** The fields of a query string; undecodable text becomes an invalid value. */
export function parseQuery(url: string): Fields {
  const fields: { route: unknown[]; id: unknown[] } = { route: [], id: [] };
  const start = url.indexOf('?');
  if (start === -1) return fields;
  for (const pair of url.slice(start + 1).split('&')) {
    const [encodedName = '', ...rest] = pair.split('=');
    const name = decode(encodedName);
    if (name === 'route' || name === 'id') fields[name].push(decode(rest.join('=')));
  }
  return fields;
}

/**
 * The key that body and query string name together. A field may be given several times, but only with
 * the same value; a safe integer id is converted to its decimal text, nothing else is converted.
 */
export function parseLockRequest(sources: readonly Fields[]): ParsedKey {
  if (sources.some((fields) => fields.isNoObject)) {
    return { kind: 'problem', problem: missing('route') };
  }
  const route = oneText(sources.flatMap((fields) => fields.route));
  const id = oneText(sources.flatMap((fields) => fields.id.map(integerToText)));
  if (route === 'missing') return { kind: 'problem', problem: missing('route') };
  if (id === 'missing') return { kind: 'problem', problem: missing('id') };
  if (route === 'invalid') return { kind: 'problem', problem: invalid('route', NOT_ONE_TEXT) };
  if (id === 'invalid') return { kind: 'problem', problem: invalid('id', NOT_ONE_TEXT) };
  return parseLockKey(route.text, id.text);
}

const NOT_ONE_TEXT = 'must be one text';

/** `null` and the empty text are missing values; two different values are invalid. */
function oneText(values: readonly unknown[]): 'missing' | 'invalid' | { text: string } {
  const given = values.filter((value) => value !== null && value !== '');
  const [text] = given;
  if (given.length === 0) return 'missing';
  const isOne = typeof text === 'string' && given.every((value) => value === text);
  return isOne ? { text } : 'invalid';
}

/** An integer beyond 2^53 has already lost its last digits and may name another record. */
function integerToText(value: unknown): unknown {
  return Number.isSafeInteger(value) ? String(value) : value;
}

function pick(body: object): Fields {
  const { route = null, id = null } = body as Record<string, unknown>;
  return { route: [route], id: [id] };
}

/**
 * JSON.parse silently takes the last of two equal names and rounds a number with too many digits.
 * Only a text that could contain either is parsed a second time.
 */
function needsEveryField(text: string, body: object): boolean {
  const isTwice = (name: string): boolean => text.indexOf(name) !== text.lastIndexOf(name);
  return (
    text.includes('\\') ||
    isTwice('"route"') ||
    isTwice('"id"') ||
    ('id' in body && typeof body.id === 'number')
  );
}

const INTEGER = /^-?\d+(e\+?\d+)?$/i;

/**
 * Every value of both fields in a valid JSON object. It scans tokens and counts the depth itself: a
 * parser recurses, and overflows the stack on a deeply nested body.
 */
function readEveryField(text: string): Fields {
  const fields: { route: unknown[]; id: unknown[] } = { route: [], id: [] };
  const scanner = createScanner(text, true);
  const nextToken = (): string => {
    scanner.scan();
    return text.slice(scanner.getTokenOffset(), scanner.getPosition());
  };
  let depth = 0;
  let name: unknown;
  for (let token = nextToken(); token !== ''; token = nextToken()) {
    if (depth === 1 && token.startsWith('"')) name = JSON.parse(token);
    if (depth === 1 && token === ':') {
      token = nextToken();
      if (name === 'route' || name === 'id') fields[name].push(toValue(token));
    }
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
  }
  return fields;
}

/** The value that begins with a token: no object or list can be a field, so it is left empty. */
function toValue(token: string): unknown {
  if (token === '{') return {};
  if (token === '[') return [];
  const value: unknown = JSON.parse(token);
  const isRounded = typeof value === 'number' && !INTEGER.test(token);
  return isRounded ? undefined : value;
}

function decode(text: string): unknown {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
