import { DefiniteFault, UnreadableLock } from '../../../src/domain/errors';
import { lockKeyOf, type LockKey } from '../../../src/domain/lock-key';
import { acquire } from '../../../src/domain/lock-state';
import { type Transition } from '../../../src/domain/transition';
import { ReadBarrier } from '../../../src/storage/locks/read-barrier';
import { ALICE, BOB } from '../../support/lock-records';
import { malformedLock } from '../../support/malformed-locks';
import { storePerTest } from '../../support/managed-store';
import { volume } from '../../support/open-test-store';
import { insertWithBadText } from '../../support/raw-insert';

const MIB = 1024 * 1024;

const opened = storePerTest();

beforeEach(async () => {
  await opened.acquire(volume('held'), ALICE);
});
afterEach(() => jest.restoreAllMocks());

const grant = (key: LockKey, change: object = {}): Transition<{ kind: string }> =>
  acquire({ key, holder: BOB, leaseMs: 60_000, defaultLeaseMs: null, note: null, ...change });

/** Throws at the given judgement of what is stored, and grants at the others. */
function throwsAt(judgement: number): (key: LockKey) => Transition<{ kind: string }> {
  let judged = 0;
  return (key) => (stored, now) => {
    judged += 1;
    if (judged === judgement) throw new TypeError('not as expected');
    return judged < judgement ? { outcome: { kind: 'nothing' } } : grant(key)(stored, now);
  };
}

const endless = 'x'.repeat(20 * MIB);
const BAD_CHANGES: [string, LockKey, (key: LockKey) => Transition<{ kind: string }>][] = [
  ['whose transition throws', volume('bad'), throwsAt(1)],
  ['whose id has a lone surrogate', lockKeyOf('volume', 'bad\ud800'), grant],
  ['whose note is larger than a document', volume('bad'), (key) => grant(key, { note: endless })],
  [
    'whose holder has an endless name',
    volume('bad'),
    (key) => grant(key, { holder: { id: 'user-bob', username: endless } }),
  ],
  [
    'whose holder has a lone surrogate for an id',
    volume('bad'),
    (key) => grant(key, { holder: { id: '\udc00', username: 'bob' } }),
  ],
  ['whose lease is NaN', volume('bad'), (key) => grant(key, { leaseMs: NaN })],
  [
    'whose note is no text',
    volume('bad'),
    (key) => grant(key, { note: { toBSON: () => ({ text: 'hello' }) } }),
  ],
  ['whose note cannot be serialised', volume('bad'), (key) => grant(key, { note: circular() })],
];

function circular(): object {
  const itself: Record<string, unknown> = {};
  itself['itself'] = itself;
  return itself;
}

test.each(BAD_CHANGES)('a change %s fails alone', (_title, key, transition) =>
  expectToFailAlone(key, transition),
);

test('a change whose transition throws when it is confirmed by another reading fails alone', async () => {
  jest.spyOn(ReadBarrier.prototype, 'term', 'get').mockReturnValue(undefined);
  await expectToFailAlone(volume('bad'), throwsAt(2));
});

async function expectToFailAlone(
  key: LockKey,
  transition: (key: LockKey) => Transition<{ kind: string }>,
): Promise<void> {
  // Called at once: they share a batch.
  const answers = await Promise.allSettled([
    opened.acquire(volume('before'), BOB),
    opened.store.change(key, transition(key)),
    opened.acquire(volume('held'), BOB),
    opened.acquire(volume('held'), ALICE),
    opened.acquire(volume('after'), BOB),
  ]);
  expect(answers).toMatchObject([
    { status: 'fulfilled', value: { kind: 'acquired', created: true } },
    { status: 'rejected', reason: expect.any(DefiniteFault) as DefiniteFault },
    { status: 'fulfilled', value: { kind: 'heldByOther' } },
    { status: 'fulfilled', value: { kind: 'acquired', created: false } },
    { status: 'fulfilled', value: { kind: 'acquired', created: true } },
  ]);
  const stored = await opened.locks.find({}, { sort: { _id: 1 } }).toArray();
  expect(stored.map(({ _id }) => _id)).toEqual(['volume/after', 'volume/before', 'volume/held']);
}

test('a change that fails does not fail those of its own key', async () => {
  const key = volume('shared');
  const answers = await Promise.allSettled([
    opened.store.change(key, grant(key)),
    opened.store.change(key, () => {
      throw new TypeError('not as expected');
    }),
    opened.store.change(key, grant(key, { note: endless })),
    opened.store.change(key, grant(key, { note: 'kept' })),
  ]);
  expect(answers).toMatchObject([
    { status: 'fulfilled', value: { created: true } },
    { status: 'rejected', reason: expect.any(DefiniteFault) as DefiniteFault },
    { status: 'rejected', reason: expect.any(DefiniteFault) as DefiniteFault },
    { status: 'fulfilled', value: { created: false } },
  ]);
  expect(await opened.store.find(key)).toMatchObject({ note: 'kept' });
});

describe.each([
  ['larger than a reply may be', { note: 'x'.repeat(15 * MIB) }],
  ['with text that is no UTF-8', { note: 'PLACEHOLDER' }],
  ['with an id of the holder that is no UTF-8', { holder: { id: 'PLACEHOLDER', username: 'a' } }],
])('documents %s', (_title, damage) => {
  beforeEach(async () => {
    for (const id of ['bad-1', 'bad-2']) {
      const document = malformedLock(id, damage);
      await (JSON.stringify(damage).includes('PLACEHOLDER')
        ? insertWithBadText(opened.locks as never, {
            uri: opened.uri,
            document,
            placeholder: 'PLACEHOLDER',
          })
        : opened.locks.insertOne(document));
    }
  });

  test('do not fail the changes beside theirs', async () => {
    const answers = await Promise.allSettled(
      ['bad-1', 'held', 'bad-2', 'free'].map((id) => opened.acquire(volume(id), BOB)),
    );
    expect(answers[1]).toMatchObject({ value: { kind: 'heldByOther' } });
    expect(answers[3]).toMatchObject({ value: { kind: 'acquired' } });
  });

  test('do not fail the lists that meet them', async () => {
    const found = await opened.store.list({ filter: { route: 'volume' }, limit: 10 });
    expect(found.map(({ key }) => key.resourceId)).toContain('held');
    await expect(opened.store.count({})).resolves.toBeGreaterThan(0);
  });
});

test('a document that is too large is a definite fault of its own calls', async () => {
  await opened.locks.insertOne(malformedLock('bad', { note: 'x'.repeat(MIB) }));
  await expect(opened.acquire(volume('bad'), BOB)).rejects.toBeInstanceOf(UnreadableLock);
});

test('a call whose lock was read ahead, and cannot be read, fails alone', async () => {
  await opened.locks.insertOne(malformedLock('bad', { holder: 5 }));
  const keys = [volume('bad'), volume('held')];
  const begun = keys.map((key) => opened.store.beginChange(key));
  await new Promise(setImmediate);
  const [failed, other] = begun.map((change, index) => change.decide(grant(keys[index]!)));
  await expect(failed).rejects.toBeInstanceOf(UnreadableLock);
  await expect(other).resolves.toMatchObject({ kind: 'heldByOther' });
});
