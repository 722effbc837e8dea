import { LockService } from '../../src/domain/lock-service';
import { openTestStore, volume } from '../support/open-test-store';
import { startTestGateway } from '../support/start-test-gateway';
import { waitUntil } from '../support/wait-until';

test('a lock that expires is reserved for who waits though nobody asks, by the gateway alone', async () => {
  const gateway = await startTestGateway();
  const opened = await openTestStore(gateway.mongodbUri);
  try {
    const service = new LockService({ store: opened.store, defaultLeaseMs: 60_000 });
    const [alice, bob] = ['alice', 'bob'].map((username) => ({
      ...{ id: `user-${username}`, username, permissions: ['manage-locks'] },
    }));
    const key = { kind: 'key', key: volume('1234') } as const;
    await service.acquire(alice!, { key });
    await service.request(bob!, { key });
    await opened.expire(key.key);
    const document = await waitUntil({
      what: 'the reservation',
      withinMs: 10_000,
      ask: async () =>
        (await opened.locks.findOne({ _id: key.key.id, isReserved: true })) ?? undefined,
    });
    expect(document).toMatchObject({ holder: { id: bob!.id }, leaseMs: 30_000 });
    expect(document.changes).toMatchObject([{ type: 'EXPIRED' }, { type: 'RESERVED' }]);
  } finally {
    await opened.close();
    await gateway.stop();
  }
});
