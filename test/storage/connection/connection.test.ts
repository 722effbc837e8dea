import { connect, createConnection } from '../../../src/storage/connection/connection';
import { UnusableUri } from '../../../src/storage/connection/uri-options';

describe('a connection string that no later try can make usable', () => {
  it.each([
    'mongodb://alice:s3cret@/locks',
    'mongodb://alice:s3cret@localhost:99999/locks',
    'mongodb://alice:s3/cret@localhost/locks',
    'mongodb://alice:p@s3cret@localhost/locks',
    'mongodb://alice:s3cret%@localhost/locks',
    'mongodb://alice:s3cret@localhost/locks?nonsense=s3cret',
    'mongodb://alice:s3cret@localhost/locks?tls=maybe',
    'mongodb://alice:s3cret@localhost/locks?readPreference=sometimes',
  ])('%s is refused at once, without its secrets', async (uri) => {
    const attempt = connect(createConnection(), uri);
    await expect(attempt).rejects.toThrow(UnusableUri);
    await expect(attempt).rejects.toThrow(/^MONGODB_URI cannot be used: /);
    await expect(attempt).rejects.not.toThrow(/s3\/?cret/);
  });

  it.each([
    'mongodb://alice:s3cret%@localhost/locks',
    'mongodb://alice:s3%zzcret@localhost/locks',
    'mongodb://alice:s3/cret@localhost/locks',
    'mongodb://alice:s3:cret@localhost/locks',
  ])('%s: says that passwords are percent-encoded', async (uri) => {
    await expect(connect(createConnection(), uri)).rejects.toThrow(/percent-encode .*%25 for %/);
  });

  it.each(['tlsAllowInvalidCertificates', 'tlsAllowInvalidHostnames'])(
    '%s=TRUE: names the option as it is written',
    async (option) => {
      const uri = `mongodb://localhost/locks?${option}=TRUE`;
      await expect(connect(createConnection(), uri)).rejects.toThrow(
        `${option} must be either "true" or "false"`,
      );
    },
  );
});
