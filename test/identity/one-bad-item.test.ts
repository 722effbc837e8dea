import { type Connection, mongo } from 'mongoose';
import { type Authentication } from '../../src/domain/caller';
import { createAuthenticate } from '../../src/identity/authenticator';
import { HttpUserDirectory } from '../../src/identity/http/http-user-directory';
import { JwtUserDirectory } from '../../src/identity/jwt/jwt-user-directory';
import { SESSIONS } from '../../src/identity/mongo/matching-sessions';
import { MongoUserDirectory } from '../../src/identity/mongo/mongo-user-directory';
import { type AnyUserDirectory } from '../../src/identity/user-directory';
import { NOW, type UserFields } from '../../src/identity/mongo/user-fields';
import { DEFAULT_USERS } from '../support/test-config';
import { UsersById } from '../../src/identity/mongo/users-by-id';
import { json, type LocalServer, startLocalServer } from '../support/local-server';

jest.mock('../../src/identity/token-hash', () => ({
  hashToken: (token: string) => (token.startsWith('unhashable') ? explode() : `hash-${token}`),
}));

type Document = Record<string, unknown>;

const COUNT = 40;
const neighbours = Array.from({ length: COUNT }, (_, index) => `user-${index}`);

function explode(): never {
  throw new Error('this item is bad');
}

/** A property that throws when it is read. */
function trap(name: string): Document {
  return Object.defineProperty({}, name, { enumerable: true, get: explode });
}

/** A user of the contract with one live session, as the database answers with it. */
function userOf(token: string, override: Document = {}): Document {
  const session = { tokenHash: `hash-${token}`, expiresAt: new Date(Date.now() + 60_000) };
  const user = {
    _id: token,
    username: token,
    [SESSIONS]: { sessions: session },
    [NOW]: new Date(),
  };
  return Object.defineProperties(user, Object.getOwnPropertyDescriptors(override));
}

/** What a bad document does when all that is asked for is read from the database. */
interface Stored {
  readonly key: string;
  readonly document?: Document;
  readonly fails?: Error;
}

/** A collection that finds what a filter with one `$in` asks for, and counts how often it is asked. */
function collectionOf(stored: readonly Stored[]): { connection: Connection; finds: string[][] } {
  const finds: string[][] = [];
  const find = (filter: Record<string, { $in: string[] }>): object => ({
    toArray: () => {
      const [{ $in }] = Object.values(filter) as [{ $in: string[] }];
      finds.push($in);
      const found = stored.filter(({ key }) => $in.includes(key));
      const broken = found.find(({ fails }) => fails);
      return broken
        ? Promise.reject(broken.fails!)
        : Promise.resolve(found.map(({ document }) => document));
    },
  });
  const connection = { db: { collection: () => ({ find }) } } as unknown as Connection;
  return { connection, finds };
}

/** Asks for one bad token in the middle of good ones and one that nobody has, all at once. */
async function askAll(
  directory: AnyUserDirectory,
  bad: string,
): Promise<{ ofBad: unknown; ofUnknown: unknown; ofNeighbours: unknown[] }> {
  const authenticate = createAuthenticate(directory);
  const ask = (token: string): Promise<unknown> =>
    authenticate(token).then(shown, (error: Error) => `fault: ${error.name}`);
  const half = COUNT / 2;
  const [ofUnknown, ofBad, ...ofNeighbours] = await Promise.all(
    ['nobody', bad, ...neighbours.slice(0, half), ...neighbours.slice(half)].map(ask),
  );
  return { ofBad, ofUnknown, ofNeighbours };
}

function shown(authentication: Authentication): string {
  return authentication.kind === 'authenticated' ? authentication.caller.id : authentication.kind;
}

const FAULT_ALONE = {
  ofBad: 'fault: Unavailable',
  ofUnknown: 'unknownToken',
  ofNeighbours: neighbours,
};

describe('mongo: one bad token or user of a look-up rejects alone', () => {
  const good = neighbours.map((token) => ({ key: `hash-${token}`, document: userOf(token) }));

  test.each<[string, string, Omit<Stored, 'key'>]>([
    ['a token that cannot be hashed', 'unhashable', {}],
    ['an _id that cannot be read', 'bad', { document: userOf('bad', trap('_id')) }],
    ['a name that cannot be read', 'bad', { document: userOf('bad', trap('username')) }],
    ['permissions that cannot be read', 'bad', { document: userOf('bad', trap('permissions')) }],
    ['no time of the database', 'bad', { document: userOf('bad', { [NOW]: { value: 'now' } }) }],
    ['sessions that cannot be walked', 'bad', { document: userOf('bad', trap(SESSIONS)) }],
    ['a document that cannot be decoded', 'bad', { fails: new mongo.BSON.BSONError('bad') }],
    ['a document with a foreign pattern', 'bad', { fails: new SyntaxError('(?i)x') }],
  ])('%s', async (_what, token, stored) => {
    const { connection } = collectionOf([...good, { key: `hash-${token}`, ...stored }]);

    expect(await askAll(new MongoUserDirectory(connection, DEFAULT_USERS), token)).toEqual(
      FAULT_ALONE,
    );
  });

  test('a document that cannot be decoded costs its neighbours few further queries', async () => {
    const fails = new mongo.BSON.BSONError('bad');
    const { connection, finds } = collectionOf([...good, { key: 'hash-bad', fails }]);
    await askAll(new MongoUserDirectory(connection, DEFAULT_USERS), 'bad');

    expect(finds.length).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(COUNT + 2)));
  });

  test('a database that is away is everybody’s fault, and is asked once', async () => {
    const fails = new mongo.MongoNetworkError('away');
    const { connection, finds } = collectionOf([{ key: 'hash-user-0', fails }]);
    const { ofNeighbours } = await askAll(new MongoUserDirectory(connection, DEFAULT_USERS), 'bad');

    expect(new Set(ofNeighbours)).toEqual(new Set(['fault: Unavailable']));
    expect(finds).toHaveLength(1);
  });

  test('what is no text never gets into a look-up', async () => {
    const { connection, finds } = collectionOf(good);
    const authenticate = createAuthenticate(new MongoUserDirectory(connection, DEFAULT_USERS));
    const values = [1, true, ['a'], { $ne: '' }, 'half \ud800'] as string[];

    const answers = await Promise.all([...values, 'user-1'].map((token) => authenticate(token)));
    expect(answers.map(shown)).toEqual([...values.map(() => 'unknownToken'), 'user-1']);
    expect(finds.flat()).toEqual(['hash-user-1']);
  });

  test('a directory that forgets an item faults for that item alone', async () => {
    const caller = { id: 'user-0', username: 'user-0', permissions: [] };
    const directory = {
      findByTokens: () => Promise.resolve([{ status: 'fulfilled', value: caller } as const]),
    };
    const authenticate = createAuthenticate(directory);

    const [first, second] = await Promise.allSettled([authenticate('a'), authenticate('b')]);
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'rejected']);
  });
});

describe('jwt: one bad token or user rejects alone', () => {
  const fields: Pick<UserFields, 'collection' | 'name' | 'permissions'> = DEFAULT_USERS;

  function directory(stored: readonly Stored[]): JwtUserDirectory {
    const users = new UsersById(collectionOf(stored).connection, fields);
    return new JwtUserDirectory({
      verify: (token) =>
        token === 'unverifiable'
          ? Promise.reject(new Error('bad'))
          : Promise.resolve({ sub: token }),
      claims: { id: 'sub', name: 'name', permissions: 'permissions' },
      mustExist: { users, takesName: true, takesPermissions: true },
    });
  }
  const good = neighbours.map((key) => ({ key, document: userOf(key) }));

  test.each<[string, string, Omit<Stored, 'key'>]>([
    ['a token whose check fails', 'unverifiable', {}],
    ['an _id that cannot be read', 'bad', { document: userOf('bad', trap('_id')) }],
    ['a name that cannot be read', 'bad', { document: userOf('bad', trap('username')) }],
    ['a document that cannot be decoded', 'bad', { fails: new mongo.BSON.BSONError('bad') }],
  ])('%s', async (_what, token, stored) => {
    const users = directory([...good, { key: token, ...stored }]);
    expect(await askAll(users, token)).toEqual(FAULT_ALONE);
  });
});

describe('http: one bad token or answer rejects alone', () => {
  let backend: LocalServer;
  beforeAll(async () => {
    backend = await startLocalServer((request, response) => {
      const token = request.headers.cookie?.replace('refreshToken=', '') ?? '';
      if (token === 'breaks') return void response.destroy();
      if (token === 'deep') {
        return void response.end(
          `{"id":"deep","permissions":${'['.repeat(9e4)}${']'.repeat(9e4)}}`,
        );
      }
      if (token === 'nobody') return json({}, 401)(request, response);
      return json({ id: token === 'nameless' ? null : token })(request, response);
    });
  });
  afterAll(() => backend.stop());

  test.each([
    ['a token that cannot be hashed', 'unhashable', 'fault: Unavailable'],
    ['an answer that breaks off', 'breaks', 'fault: Unavailable'],
    ['an answer without an id', 'nameless', 'fault: Unavailable'],
    ['permissions that nest without end, which grant nothing', 'deep', 'deep'],
  ])('%s', async (_what, token, ofBad) => {
    const directory = new HttpUserDirectory({
      url: backend.url,
      cookieName: 'refreshToken',
      cacheTtlMs: 0,
      timeoutMs: 2_000,
    });
    expect(await askAll(directory, token)).toEqual({ ...FAULT_ALONE, ofBad });
  });
});
