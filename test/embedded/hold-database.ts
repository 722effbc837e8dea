import { startEmbeddedDatabase } from '../../src/embedded/embedded-database';

// A process that a test can kill: holds the database of the directory given as argument, and tells its parent.
void (async () => {
  const { uri, mongodPid } = await startEmbeddedDatabase({
    dataDir: process.argv[2] ?? '',
    env: process.env,
    report: () => undefined,
  });
  process.send?.({ uri, mongodPid });
})();
