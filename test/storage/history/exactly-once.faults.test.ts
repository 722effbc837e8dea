import { type mongo } from 'mongoose';
import { HISTORY_TYPES } from '../../../src/domain/lock-history';
import { type ChangeDocument } from '../../../src/storage/locks/change-document';
import { type LockDocument } from '../../../src/storage/locks/lock-document';
import { openTestRecorder, type TestRecorder } from '../../support/open-test-recorder';
import { openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { changeAtRandom } from '../../support/random-changes';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';
import { waitUntil } from '../../support/wait-until';

jest.setTimeout(120_000);

const LOCKS = 20;

let uri: string;
let stores: TestStore[];
let recorders: TestRecorder[];
let witness: mongo.ChangeStream;

beforeEach(async () => {
  uri = createTestDatabaseUri();
  stores = [await openTestStore(uri), await openTestStore(uri)];
  witness = stores[0]!.locks.watch();
  await witness.tryNext();
  recorders = [];
});

afterEach(async () => {
  await witness.close();
  await Promise.all(recorders.map((recorder) => recorder.close().catch(() => {})));
  await Promise.all(stores.map((store) => store.close()));
  await dropDatabase(uri);
});

/** So many changes at random, eight at a time. */
async function changeAt(count: number): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while ((left -= 1) >= 0) await changeAtRandom(stores, LOCKS);
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

interface WitnessedEvent {
  readonly documentKey: { readonly _id: string };
  readonly fullDocument?: LockDocument;
  readonly updateDescription?: { readonly updatedFields: Partial<LockDocument> };
}

/** What the writes did, in the database's order, as `type token actor previous reason`. */
async function witnessed(): Promise<Map<string, string[]>> {
  const told = new Map<string, string[]>();
  for (;;) {
    const event = (await witness.tryNext()) as WitnessedEvent | null;
    if (!event) return told;
    const id = event.documentKey._id;
    const { status, endedAt } = event.updateDescription?.updatedFields ?? {};
    if (status === 'expired') {
      // A mark ends the grant that was told last.
      const [, token, , holderId] = told.get(id)!.at(-1)!.split(' ');
      const lock = { fencingToken: Number(token), holder: { id: holderId!, username: '' } };
      told.get(id)!.push(lineOf({ type: 'EXPIRED', at: endedAt! }, lock));
    }
    const { changes = [], fencingToken, holder } = event.fullDocument ?? {};
    for (const change of changes) {
      if (!(HISTORY_TYPES as readonly string[]).includes(change.type)) continue;
      const line = told.get(id) ?? [];
      told.set(id, line);
      line.push(lineOf(change, change.lock ?? { fencingToken: fencingToken!, holder: holder! }));
    }
  }
}

function lineOf(
  change: Pick<ChangeDocument, 'type' | 'actor' | 'previousHolder' | 'reason' | 'at'>,
  lock: Pick<LockDocument, 'fencingToken' | 'holder'>,
): string {
  const { type, at, previousHolder, reason } = change;
  const isDone = type !== 'EXPIRED' && type !== 'RESERVED';
  const actor = change.actor ?? (isDone ? lock.holder : undefined);
  const who = [lock.holder.id, actor?.id, previousHolder?.id].join(' ');
  return `${type} ${lock.fencingToken} ${at.toISOString()} ${who} ${reason ?? ''}`;
}

async function recorded(recorder: TestRecorder): Promise<Map<string, string[]>> {
  const told = new Map<string, string[]>();
  for (let index = 0; index < LOCKS; index += 1) {
    const entries = await recorder.entriesOf(volume(`${index}`));
    if (entries.length === 0) continue;
    const lines = entries.map((entry) => {
      const { type, at, actor, previousHolder, reason } = entry;
      const change = {
        ...{ type, at, actor: actor ?? undefined, previousHolder: previousHolder ?? undefined },
        reason: reason ?? undefined,
      };
      return lineOf(change as ChangeDocument, entry);
    });
    told.set(`volume/${index}`, lines);
  }
  return told;
}

async function open(leaseMs?: number): Promise<TestRecorder> {
  const recorder = await openTestRecorder(uri, leaseMs === undefined ? {} : { leaseMs });
  recorders.push(recorder);
  return recorder;
}

const sizeOf = (told: Map<string, string[]>): number => [...told.values()].flat().length;

async function expectAll(recorder: TestRecorder): Promise<void> {
  const did = await witnessed();
  await waitUntil({
    ...{ what: 'all entries', withinMs: 30_000 },
    ask: async () => (sizeOf(await recorded(recorder)) >= sizeOf(did) ? true : undefined),
  }).catch(() => {}); // What is missing is shown below.
  expect(sizeOf(did)).toBeGreaterThan(100);
  const [had, has] = [did, await recorded(recorder)].map((told) => Object.fromEntries(told));
  expect(has).toEqual(had);
}

test('two gateways record what the writes did, each once and in order', async () => {
  const one = await open();
  const other = await open();
  await one.untilRecording();
  await changeAt(1_500);
  await expectAll(other);
  expect(one.observed.recordings + other.observed.recordings).toBe(1);
});

test('when the gateway that records is lost, another goes on where it stopped', async () => {
  const one = await open(2_500);
  await one.untilRecording();
  const other = await open(2_500);
  const changing = changeAt(1_500);
  await one.untilEntries(volume('1'), 3);
  await one.crash();
  await changing;
  await changeAt(200);
  await expectAll(other);
  expect(other.observed.recordings).toBeGreaterThan(0);
  expect(await other.history.gaps()).toMatchObject([{ from: null }]);
});

test('two that record at once, as when a lease is lost unnoticed, write nothing twice', async () => {
  const one = await open(1);
  const other = await open(1);
  await one.untilRecording();
  await changeAt(1_500);
  await expectAll(other);
  expect(one.observed.recordings).toBeGreaterThan(0);
  expect(other.observed.recordings).toBeGreaterThan(0);
});

test('a gateway that stops lets another go on at once', async () => {
  const one = await open(600_000);
  await one.untilRecording();
  const other = await open(600_000);
  await one.close();
  await changeAt(500);
  await expectAll(other);
});
