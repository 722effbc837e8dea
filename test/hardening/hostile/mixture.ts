import { cookieOf } from '../../support/test-users';
import { type Random } from '../../torture/random';
import { jsonHeaders, type Piece, toBytes, whole } from '../fuzz/hostile-call';
import { HOSTILE_USER } from '../fuzz/hostile-users';

/** One kind of hostile request: what is sent, and how long its connection is kept afterwards. */
export interface HostileKind {
  readonly name: string;
  /** 0: until there is an answer. */
  readonly holdMs: number;
  /** A new one every time: nothing that was remembered of another serves for it. */
  make(random: Random): readonly Piece[];
}

const OWN_COOKIE = cookieOf(HOSTILE_USER);
/** As long as the gateway lets a request take. */
const HALF_SENT_MS = 20_000;

const unique = (random: Random): string => random.next().toString(36).slice(2);

function post(options: {
  query: string;
  variables?: unknown;
  cookie?: string | undefined;
}): readonly Piece[] {
  const { query, variables, cookie } = options;
  const body = JSON.stringify({ query, variables });
  return whole({
    ...{ method: 'POST', target: '/graphql', body },
    headers: jsonHeaders({ cookie, body }),
  });
}

const lockQuery = (random: Random): string =>
  `lock(route: "${unique(random)}", id: 1) { id note expiresAt holder { id username } }`;

/** The kinds, each as often as the others. */
export const HOSTILE_KINDS: readonly HostileKind[] = [
  {
    name: 'unique documents',
    holdMs: 0,
    make: (random: Random): readonly Piece[] => {
      const fields = Array.from({ length: 19 }, (_, n) => `a${n}: ${lockQuery(random)}`);
      return post({ query: `{ ${fields.join(' ')} }`, cookie: OWN_COOKIE });
    },
  },
  {
    name: 'costly documents without a user',
    holdMs: 0,
    make: (random: Random): readonly Piece[] => {
      const fields = random.pick(['holder { id } ', 'id ', 'holder { username } ']).repeat(480);
      return post({ query: `{ locks { nodes { ${fields} } } } # ${unique(random)}` });
    },
  },
  {
    name: 'large variables',
    holdMs: 0,
    make: (random: Random): readonly Piece[] =>
      post({
        query: 'query ($v: String!) { lock(route: $v, id: 1) { id } }',
        variables: { v: unique(random).repeat(10_000).slice(0, 100_000) },
        cookie: OWN_COOKIE,
      }),
  },
  {
    name: 'bodies sent half',
    holdMs: HALF_SENT_MS,
    make: (): readonly Piece[] => {
      const headers = jsonHeaders({ cookie: OWN_COOKIE });
      headers.push(['Content-Length', '250000']);
      const head = toBytes({ method: 'POST', target: '/graphql', headers });
      return [{ bytes: Buffer.concat([head, Buffer.alloc(125_000, ' ')]), afterMs: 0 }];
    },
  },
  {
    name: 'deep nesting',
    holdMs: 0,
    make: (random: Random): readonly Piece[] => {
      const depth = Math.floor(random.between(500, 15_000));
      return random.pick([
        () => post({ query: `${'{ a '.repeat(depth)}${'}'.repeat(depth)} # ${unique(random)}` }),
        () => post({ query: `{ lock(route: ${'['.repeat(depth)}${']'.repeat(depth)}, id: 1) }` }),
        () => {
          const body = `{"query":"{ me { permissions } }","variables":${'['.repeat(depth)}${']'.repeat(depth)}}`;
          const headers = jsonHeaders({ cookie: OWN_COOKIE, body });
          return whole({ method: 'POST', target: '/graphql', headers, body });
        },
      ])();
    },
  },
  {
    name: 'floods of headers',
    holdMs: 0,
    make: (random: Random): readonly Piece[] => {
      const count = Math.floor(random.between(500, 3_000));
      const flood = Array.from({ length: count }, (_, n): [string, string] => [`x${n}`, 'y']);
      const headers = [...jsonHeaders({ cookie: OWN_COOKIE, body: '{}' }), ...flood];
      return whole({ method: 'POST', target: '/admin/lock', headers, body: '{}' });
    },
  },
  {
    name: 'bad cookies',
    holdMs: 0,
    make: (random: Random): readonly Piece[] => {
      const depth = Math.floor(random.between(1, 7_000));
      const value = random.pick([
        `j:${'['.repeat(depth)}${']'.repeat(depth)}`,
        `j:${depth}`,
        `${unique(random)}${'%'.repeat(depth)}`,
        'x=y; '.repeat(Math.floor(depth / 3)),
      ]);
      const body = JSON.stringify({ route: 'hostile', id: unique(random) });
      const headers = jsonHeaders({ cookie: `refreshToken=${value}`, body });
      return whole({ method: 'POST', target: '/admin/lock', headers, body });
    },
  },
];
