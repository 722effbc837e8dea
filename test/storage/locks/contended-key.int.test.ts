import { mongo } from 'mongoose';
import { DuplicateLock } from '../../../src/domain/errors';
import { type LockKey } from '../../../src/domain/lock-key';
import { acquire } from '../../../src/domain/lock-state';
import { type Change } from '../../../src/storage/locks/change-plan';
import { AbandonedTransactions } from '../../../src/storage/locks/abandoned-transactions';
import { ChangeBatch, type ChangeBatchParts } from '../../../src/storage/locks/change-batch';
import { FaultReports } from '../../../src/storage/locks/fault-reports';
import { type LockDocument } from '../../../src/storage/locks/lock-document';
import { Presumption } from '../../../src/storage/locks/presumption';
import { ReadAhead } from '../../../src/storage/locks/read-ahead';
import { ReadBarrier } from '../../../src/storage/locks/read-barrier';
import { readLocks } from '../../../src/storage/locks/read-locks';
import { ALICE, BOB } from '../../support/lock-records';
import { malformedLock } from '../../support/malformed-locks';
import { storePerTest } from '../../support/managed-store';
import { volume } from '../../support/open-test-store';
import { profiled } from '../../support/profiled';
import { insertWithBadText } from '../../support/raw-insert';
import { waitUntil } from '../../support/wait-until';

const opened = storePerTest();

describe('a record that a document under another id holds', () => {
  const key = volume('contended');
  const stranger = { ...malformedLock('contended', {}), _id: 'imported' };

  beforeEach(async () => {
    await opened.locks.insertOne(stranger);
  });

  test('is a definite fault of its callers, tried once, beside others that are answered correctly', async () => {
    let answers: PromiseSettledResult<unknown>[] = [];
    const commands = await profiled(opened.database, async () => {
      answers = await Promise.allSettled([
        opened.acquire(volume('before'), BOB),
        opened.acquire(key, BOB),
        opened.acquire(volume('after'), BOB),
      ]);
    });
    expect(answers).toMatchObject([
      { status: 'fulfilled', value: { kind: 'acquired', created: true } },
      { status: 'rejected', reason: expect.any(DuplicateLock) as DuplicateLock },
      { status: 'fulfilled', value: { kind: 'acquired', created: true } },
    ]);
    expect(commands.filter(({ op }) => op === 'insert').length).toBeLessThanOrEqual(3);
    expect(commands.length).toBeLessThan(12);
  });

  test('is reported once, with the ids of both documents', async () => {
    for (let round = 0; round < 3; round += 1) {
      await expect(opened.acquire(key, BOB)).rejects.toBeInstanceOf(DuplicateLock);
    }
    // The report follows its look-up, which a later call of the same connection comes after.
    while (opened.storedFaults.length === 0) await opened.store.count({});
    await expect(opened.acquire(key, BOB)).rejects.toBeInstanceOf(DuplicateLock);
    expect(opened.storedFaults).toEqual([
      { documentIds: [key.id, 'imported'], problem: expect.any(String) as string },
    ]);
  });

  test('is free once that document is gone', async () => {
    await expect(opened.acquire(key, BOB)).rejects.toBeInstanceOf(DuplicateLock);
    await opened.locks.deleteOne({ _id: 'imported' });
    await expect(opened.acquire(key, BOB)).resolves.toMatchObject({ kind: 'acquired' });
  });
});

test('a document whose id is no UTF-8 is reported once when it holds another record', async () => {
  const key = volume('contended');
  const document = { ...malformedLock('contended', {}), _id: 'PLACEHOLDER' };
  const placeholder = 'PLACEHOLDER';
  await insertWithBadText(opened.locks as never, { uri: opened.uri, document, placeholder });
  const lookUps = jest.spyOn(mongo.Collection.prototype, 'find');
  try {
    await expect(opened.acquire(key, BOB)).rejects.toBeInstanceOf(DuplicateLock);
    // The report follows its look-up, for which the refusal does not wait.
    await waitUntil({
      ...{ what: 'the report', withinMs: 20_000, everyMs: 5 },
      ask: () => Promise.resolve(opened.storedFaults.length > 0 || undefined),
    });
    await expect(opened.acquire(key, BOB)).rejects.toBeInstanceOf(DuplicateLock);
    expect(opened.storedFaults).toEqual([
      {
        documentIds: [key.id, expect.stringContaining('\ufffd') as string],
        problem: expect.any(String) as string,
      },
    ]);
    expect(lookUps).toHaveBeenCalledTimes(1);
  } finally {
    lookUps.mockRestore();
  }
});

describe('one batch', () => {
  /** What the batch did with each of its changes, in the order in which it did it. */
  class Recorder {
    readonly events: string[] = [];
    private hasSettled!: () => void;
    /** Resolves when a change has been settled. */
    readonly firstSettled = new Promise<void>((resolve) => (this.hasSettled = resolve));
    settle(index: number, result: PromiseSettledResult<unknown>): void {
      const { kind } = (result.status === 'fulfilled' ? result.value : {}) as { kind?: string };
      this.events.push(`${index} ${kind ?? result.status}`);
      this.hasSettled();
    }
    retry(index: number): void {
      this.events.push(`${index} again`);
    }
    postpone(index: number): void {
      this.events.push(`${index} later`);
    }
  }

  const acquireBy = (holder: typeof ALICE, key: LockKey): Change => ({
    key,
    transition: acquire({ key, holder, leaseMs: null, defaultLeaseMs: null, note: null }),
    place: 1,
  });

  /** What happens to one sending of the inserts; `send` runs them. */
  type Sending = (send: () => Promise<unknown>) => Promise<unknown>;

  /** The parts of a batch, and what happens to its inserts each time they are sent. */
  function partsOf(...attempts: Sending[]): ChangeBatchParts & { reads: number } {
    const { database, locks } = opened;
    let reads = 0;
    const watched = new Proxy(database, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        const method = value.bind(target) as (...args: unknown[]) => Promise<unknown>;
        if (name !== 'command') return method;
        return (command: object, ...rest: unknown[]) => {
          const send = (): Promise<unknown> => method(command, ...rest);
          const sending = 'insert' in command ? attempts.shift() : undefined;
          return sending ? sending(send) : send();
        };
      },
    });
    const client = (database as unknown as { client: mongo.MongoClient }).client;
    return {
      locks,
      database: watched,
      read: (ids) => {
        reads += 1;
        return readLocks(database, ids);
      },
      barrier: new ReadBarrier(client, database),
      reports: new FaultReports(locks, () => {}),
      abandoned: new AbandonedTransactions(client),
      readAhead: new ReadAhead(),
      presumption: new Presumption(),
      get reads() {
        return reads;
      },
    };
  }

  test('reads once, and retries a key that others changed in the next batch', async () => {
    const key = volume('contended');
    const parts = partsOf(async (send) => {
      await opened.locks.insertOne(malformedLock('contended', {}));
      return send();
    });
    const recorder = new Recorder();
    const changes = [
      acquireBy(BOB, volume('before')),
      acquireBy(BOB, key),
      acquireBy(ALICE, key),
      acquireBy(BOB, volume('after')),
    ];
    await ChangeBatch.run(parts, changes, recorder);
    expect(recorder.events.sort()).toEqual(['0 acquired', '1 again', '2 again', '3 acquired']);
    expect(parts.reads).toBe(1);
  });

  test('answers what is written without waiting for what has to be confirmed', async () => {
    await opened.acquire(volume('held'), ALICE);
    const recorder = new Recorder();
    let confirm!: () => void;
    const confirmed = new Promise<void>((resolve) => (confirm = resolve));
    const parts = partsOf();
    const { barrier } = parts;
    const read = barrier.read.bind(barrier);
    jest.spyOn(barrier, 'read').mockImplementation(async (ids) => {
      await confirmed;
      return read(ids);
    });
    const running = ChangeBatch.run(
      parts,
      [acquireBy(BOB, volume('held')), acquireBy(BOB, volume('free'))],
      recorder,
    );
    await recorder.firstSettled;
    expect(recorder.events).toEqual(['1 acquired']);
    confirm();
    await running;
    expect(recorder.events).toEqual(['1 acquired', '0 heldByOther']);
  });

  test('confirms nothing by a write when its readings are of different terms', async () => {
    const key = volume('held');
    await opened.acquire(key, ALICE);
    const parts = partsOf();
    const of = (term: number) => async (ids: readonly string[]) => ({
      ...(await readLocks(opened.database, ids)),
      term,
    });
    const term = (await parts.barrier.write())!;
    await parts.readAhead.begin([key.id], of(term));
    const again = jest.spyOn(parts.barrier, 'read');
    const recorder = new Recorder();
    const changes = [{ ...acquireBy(BOB, key), place: 0 }, acquireBy(BOB, volume('free'))];
    await ChangeBatch.run({ ...parts, read: of(term - 1) }, changes, recorder);
    expect(recorder.events.sort()).toEqual(['0 heldByOther', '1 acquired']);
    expect(again).toHaveBeenCalledWith([key.id]);
  });

  test('confirms by a write of its own what stands beside one that is stuck', async () => {
    await opened.acquire(volume('held'), ALICE);
    let release!: () => void;
    const released = new Promise<void>((resolve) => (release = resolve));
    const parts = partsOf(async (send) => {
      await released;
      return send();
    });
    const term = await parts.barrier.write();
    const recorder = new Recorder();
    const read = async (ids: readonly string[]) => ({ ...(await parts.read(ids)), term });
    const changes = [acquireBy(BOB, volume('held')), acquireBy(BOB, volume('stuck'))];
    const running = ChangeBatch.run({ ...parts, read }, changes, recorder);
    await recorder.firstSettled;
    expect(recorder.events).toEqual(['0 heldByOther']);
    release();
    await running;
    expect(recorder.events).toEqual(['0 heldByOther', '1 acquired']);
  });

  test('presumes nothing by the clock of a primary that was replaced', async () => {
    const parts = partsOf();
    parts.barrier.note({ term: 0, tookMs: 1 });
    parts.presumption.learn({ documents: [], now: new Date() }, { records: 500, tookMs: 0 });
    await ChangeBatch.run(parts, [acquireBy(BOB, volume('free'))], new Recorder());
    expect(parts.reads).toBe(0);
    expect(parts.presumption.now).toBeUndefined();
  });

  describe('whose inserts got no answer', () => {
    const key = volume('doubtful');
    const broken = (): never => {
      throw new mongo.MongoNetworkError('the connection was closed');
    };
    const ranUnanswered: Sending = async (send) => {
      await send();
      return broken();
    };
    const run = async (...attempts: Sending[]): Promise<string[]> => {
      const recorder = new Recorder();
      const changes = [acquireBy(BOB, key), acquireBy(BOB, volume('beside'))];
      await ChangeBatch.run(partsOf(...attempts), changes, recorder);
      return recorder.events.sort();
    };
    const rivalOfVersion = (version: number): LockDocument => ({
      ...malformedLock('doubtful', { holder: ALICE }),
      version,
    });

    test('sends them again, and knows its own work', async () => {
      expect(await run(ranUnanswered)).toEqual(['0 acquired', '1 acquired']);
      expect(await opened.acquire(key, ALICE)).toMatchObject({
        ...{ kind: 'heldByOther', lock: { holder: BOB } },
      });
    });

    test('sends them again when one of them met a change of the primary', async () => {
      const interrupted: Sending = async (send) => {
        await send();
        return { ok: 1, n: 1, writeErrors: [{ index: 1, code: 189, errmsg: 'stepped down' }] };
      };
      expect(await run(interrupted)).toEqual(['0 acquired', '1 acquired']);
    });

    test('retries what another gateway was faster with', async () => {
      const overtaken: Sending = async (send) => {
        await opened.locks.insertOne(rivalOfVersion(1));
        return send();
      };
      expect(await run(broken, overtaken)).toEqual(['0 again', '1 acquired']);
    });

    test('reports what others have changed since, and nothing else, as unknown', async () => {
      const overwritten: Sending = async (send) => {
        const { _id, ...rival } = rivalOfVersion(Date.now() + 60_000);
        await opened.locks.replaceOne({ _id }, rival);
        return send();
      };
      expect(await run(ranUnanswered, overwritten)).toEqual(['0 rejected', '1 acquired']);
    });

    test('presumes nothing by the clock of a primary that may be replaced', async () => {
      const parts = partsOf(ranUnanswered);
      parts.presumption.learn({ documents: [], now: new Date() }, { records: 500, tookMs: 0 });
      await ChangeBatch.run(parts, [acquireBy(BOB, key)], new Recorder());
      expect(parts.presumption.now).toBeUndefined();
    });

    test('does not send them a third time', async () => {
      expect(await run(broken, broken)).toEqual(['0 rejected', '1 rejected']);
      expect(await opened.locks.countDocuments()).toBe(0);
    });

    test('does not send them again when their time ran out', async () => {
      const late = (): never => {
        throw new mongo.MongoNetworkTimeoutError('timed out');
      };
      expect(await run(late)).toEqual(['0 rejected', '1 rejected']);
      expect(await opened.locks.countDocuments()).toBe(0);
    });
  });
});
