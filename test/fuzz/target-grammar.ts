import fc from 'fast-check';
import { OWN_COOKIE } from './cookie-grammar';
import { type HostileCall, hostileRecord, jsonHeaders, whole } from './hostile-call';
import { HELD_RECORD } from './rightful-users';

type Spell = (path: string) => string;

const encodeLetter =
  (nth: number): Spell =>
  (path) => {
    const letters = [...path.matchAll(/[a-z]/g)];
    const { index } = letters[nth % letters.length]!;
    return `${path.slice(0, index)}%${path.charCodeAt(index).toString(16)}${path.slice(index + 1)}`;
  };

/** Other spellings of one path: whatever normalizes URLs on the way takes them for the same. */
const sameSpellings = fc.oneof(
  fc.constantFrom<Spell[]>(
    (path) => `http://gateway${path}`,
    (path) => `http://gateway:80${path}`,
    (path) => `HTTP://GATEWAY.example${path}`,
    (path) => `https://other:8443${path}`,
    (path) => `http://gateway/${path}`,
    (path) => `/${path}`,
    (path) => `//${path}`,
    (path) => path.replaceAll('/', '//'),
    (path) => `/.${path}`,
    (path) => `/x/..${path}`,
    (path) => path.replace('admin', 'admin/.'),
    (path) => path.replace('admin', 'admin/y/..'),
    (path) => `${path}/`,
  ),
  fc.nat({ max: 20 }).map(encodeLetter),
);

/** Spellings that may be refused or not be there: only, never as a documented answer about a lock. */
const otherSpellings = fc.oneof(
  fc.constantFrom<Spell[]>(
    (path) => path.toUpperCase(),
    (path) => path.replace('admin', 'Admin'),
    (path) => path.replace('/admin/', '/admin%2F'),
    (path) => path.replace('/admin/', '/admin%2f%2F'),
    (path) => path.replace('/admin/', '\\admin\\'),
    (path) => `/%2e${path}`,
    (path) => `/..${path}`,
    (path) => `/x/%2e%2e${path}`,
    (path) => `${path};v=1`,
    (path) => `${path}.json`,
    (path) => `${path}%00`,
    (path) => `${path}%`,
    (path) => `${path}%zz`,
    (path) => `${path}#fragment`,
    (path) => path.slice(1),
    (path) => `ftp://gateway${path}`,
    (path) => `http:${path}`,
    (path) => `http://${path}`,
    (path) => `http://user:secret@gateway${path}`,
    (path) => `http://[::1${path}`,
    (path) => `${path}\x7f`,
    (path) => `${path}\xff`,
    () => '*',
    () => 'gateway:80',
    () => '/',
    () => '/graphql/x/y',
    () => '/GraphQL',
    () => '//graphql',
    () => 'http://gateway/graphql',
    () => '/healthz/../metrics',
  ),
  fc.integer({ min: 1, max: 20_000 }).map((n) => (path: string) => `${path}/${'z'.repeat(n)}`),
  fc.integer({ min: 1, max: 5_000 }).map((n) => (path: string) => '/..'.repeat(n) + path),
);

const query = fc.constantFrom('', '', '?', '?x=1', '?a[b]=c&a=d', '?%', '?route=&id=');

/** An acquire that succeeds, or a removal that is refused, at whatever target it is sent to. */
const operation = fc.oneof(
  hostileRecord.map((key) => ({
    ...{ method: 'POST', path: '/admin/lock', search: '', status: 200 },
    body: JSON.stringify(key),
  })),
  fc.constant({
    ...{ method: 'DELETE', path: '/admin/remove-lock', search: '', status: 403 },
    body: JSON.stringify(HELD_RECORD),
  }),
  fc.constant({
    ...{ method: 'DELETE', path: '/admin/remove-lock', status: 403, body: undefined },
    search: `?route=${HELD_RECORD.route}&id=${HELD_RECORD.id}`,
  }),
);

/** Calls whose right answer is known, at targets that mean the same path, or do not. */
export const targetCalls: fc.Arbitrary<HostileCall> = fc
  .tuple(
    fc.oneof(
      sameSpellings.map((spell) => ({ spell, isSame: true })),
      otherSpellings.map((spell) => ({ spell, isSame: false })),
    ),
    operation,
    query,
  )
  .map(([{ spell, isSame }, { method, path, search, status, body }, more]): HostileCall => {
    const target = spell(path) + (isSame && method === 'DELETE' ? search : search || more);
    const headers = jsonHeaders({ cookie: OWN_COOKIE, body });
    return {
      family: 'targets',
      pieces: whole({ method, target, headers, body }),
      owed: isSame ? { isAnswered: true, statuses: [status] } : { isAnswered: false },
    };
  });

const METHODS = [
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'],
  ...['QUERY', 'M-SEARCH', 'SOURCE', 'CONNECT', 'PRI', 'post', 'Get', 'NONSENSE', 'G\xffT', ''],
];
const PATHS = [
  ...['/admin/lock', '/admin/remove-lock', '/graphql', '/', '*', '/demo/sign-in/alice'],
  ...['/healthz', '/readyz', '/metrics', '/openapi.yaml', '/nowhere'],
];

/** Calls with any method at any path. */
export const methodCalls: fc.Arbitrary<HostileCall> = fc
  .tuple(fc.constantFrom(...METHODS), fc.constantFrom(...PATHS), fc.boolean(), hostileRecord)
  .map(([method, target, hasBody, key]): HostileCall => {
    const body = hasBody ? JSON.stringify(key) : undefined;
    const headers = jsonHeaders({ cookie: OWN_COOKIE, body });
    return {
      family: 'methods',
      pieces: whole({ method, target, headers, body }),
      owed: { isAnswered: false, mayBeNotFound: method === 'DELETE' && target === PATHS[1] },
    };
  });
