import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import { describeFailure } from '../../../src/storage/connection/what-was-seen';
import { type OwnMongod, startOwnMongod } from '../../support/own-mongod';
import { lineOfFailedStart } from '../../support/production-gateway';
import { createTestDatabaseUri } from '../../support/test-database';

jest.setTimeout(60_000);

/** The shared mongod under a changed connection string. */
function uriWith(change: (uri: URL) => void): string {
  const uri = new URL(createTestDatabaseUri());
  change(uri);
  return uri.href;
}

const withOption = (name: string, value: string): string =>
  uriWith((uri) => uri.searchParams.set(name, value));

const directory = mkdtempSync(join(tmpdir(), 'lock-gateway-tls-'));
const noPem = join(directory, 'no-pem');
writeFileSync(noPem, 'not a certificate');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a mistake that no later try heals ends the start with a line that names it', () => {
  test.each<[string, () => string, RegExp]>([
    ['compressors without its package', () => withOption('compressors', 'snappy'), /compressors/],
    ['an unknown compressor', () => withOption('compressors', 'gzip'), /gzip/],
    ['replicaSet of another set', () => withOption('replicaSet', 'wrong'), /replicaSet=wrong/],
    ['an option that MongoDB does not know', () => withOption('retryWrite', 'true'), /retrywrite/],
    [
      'Kerberos without its package',
      () =>
        uriWith((uri) => {
          uri.username = 'alice';
          uri.searchParams.set('authMechanism', 'GSSAPI');
        }),
      /authMechanism: .*kerberos/,
    ],
    [
      'AWS without its package',
      () => withOption('authMechanism', 'MONGODB-AWS'),
      /authMechanism: .*aws-sdk/,
    ],
    ['OIDC without an environment', () => withOption('authMechanism', 'MONGODB-OIDC'), /OIDC/],
    ['a database name with a dot', () => uriWith((uri) => (uri.pathname = '/a.b')), /"a\.b"/],
    ['a database name with a space', () => uriWith((uri) => (uri.pathname = '/a%20b')), /"a b"/],
    [
      'a database name that is too long',
      () => uriWith((uri) => (uri.pathname = `/${'x'.repeat(64)}`)),
      /longer than 63 bytes/,
    ],
    [
      'a database that is not replicated',
      () => uriWith((uri) => (uri.pathname = '/local')),
      /local/,
    ],
    [
      'a missing file of authorities',
      () => `${withOption('tls', 'true')}&tlsCAFile=${directory}/none.pem`,
      /tlsCAFile ".*none\.pem"/,
    ],
    [
      'a file that is no certificate',
      () => `${withOption('tls', 'true')}&tlsCertificateKeyFile=${noPem}`,
      /tlsCertificateKeyFile ".*no-pem"/,
    ],
    [
      'a password that is none',
      () =>
        uriWith((uri) => {
          uri.username = 'alice';
          uri.password = 's3cret';
        }),
      /the user, the password or authSource is wrong/,
    ],
  ])('%s', async (_title, uriOf, expected) => {
    const line = await lineOfFailedStart(uriOf());
    expect(line).toMatch(/^MONGODB_URI cannot be used: /);
    expect(line).toMatch(expected);
    expect(line).not.toMatch(/s3cret|\n/);
  });

  test('the setting of the users is named when it is theirs', async () => {
    const identity = {
      kind: 'mongo',
      mongodbUri: withOption('replicaSet', 'wrong'),
      collection: 'users',
      name: 'username',
      permissions: ['permissions'],
      token: 'token',
      tokenHash: 'none',
      expiry: undefined,
    } as const;
    expect(await lineOfFailedStart(createTestDatabaseUri(), { identity })).toMatch(
      /^USERS_MONGODB_URI cannot be used: .*replicaSet=wrong/,
    );
  });
});

test('a preference for secondaries that may lag is left out with a warning', async () => {
  const connection = createConnection();
  const uri = `${createTestDatabaseUri()}&readPreference=secondary&maxStalenessSeconds=120`;
  try {
    expect(await connect(connection, uri)).toEqual([
      expect.stringMatching(/^MONGODB_URI: readPreference has no effect/),
      expect.stringMatching(/^MONGODB_URI: maxStalenessSeconds has no effect/),
    ]);
    expect(connection.getClient().readPreference.mode).toBe('primary');
  } finally {
    await connection.close();
  }
});

describe('what may pass', () => {
  let mongod: OwnMongod | undefined;
  afterAll(() => mongod?.dispose());

  test('is reported with the state of each server', async () => {
    mongod = await startOwnMongod();
    await mongod.stop();
    const connection = createConnection();
    connection.on('error', () => {});
    const uri = mongod.uri.replace(/(127\.0\.0\.1):(\d+)/, '$1:$2,nowhere.invalid:27017');
    const failure: unknown = await connect(connection, uri).catch((error: unknown) => error);
    const line = describeFailure(failure);
    expect(line).toMatch(/127\.0\.0\.1:\d+: connect ECONNREFUSED/);
    // Where no name server can be reached, asking one may take longer than connecting may.
    expect(line).toMatch(/nowhere\.invalid:27017: (getaddrinfo|[^;]*timed out)/);
    await connection.close();
  });
});
