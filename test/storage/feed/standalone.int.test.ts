import { NeedsReplicaSet } from '../../../src/domain/errors';
import { openTestFeed } from '../../support/open-test-feed';
import { holderNamed, openTestStore, volume } from '../../support/open-test-store';
import { startOwnMongod } from '../../support/own-mongod';

test('over a standalone MongoDB nobody can subscribe, and the error says what is needed', async () => {
  const mongod = await startOwnMongod({ isStandalone: true });
  const opened = await openTestStore(mongod.uri);
  const feed = await openTestFeed(mongod.uri);
  try {
    for (let times = 0; times < 2; times += 1) {
      const error = await feed.watch().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(NeedsReplicaSet);
      expect((error as Error).message).toBe(
        'To watch locks the gateway needs MongoDB as a replica set; this is a standalone.',
      );
    }
    expect(await opened.acquire(volume('1'), holderNamed('alice'))).toMatchObject({
      kind: 'acquired',
    });
  } finally {
    await feed.close();
    await opened.close();
    await mongod.dispose();
  }
});
