import { mongo } from 'mongoose';
import { runWrite } from '../../../src/storage/locks/write-command';

/** What `runWrite` makes of a reply to two statements. */
function resultOf(reply: object): ReturnType<typeof runWrite> {
  const database = { command: () => Promise.resolve({ ok: 1, ...reply }) };
  return runWrite(database as unknown as mongo.Db, { insert: 'any', documents: [{}, {}] });
}

const opTime = { ts: new mongo.Timestamp({ t: 1, i: 1 }), t: 7 };
const failed = (index: number) => ({ index, code: 11_000, errmsg: 'E11000 duplicate key' });

test('tells the term in which it wrote', async () => {
  expect(await resultOf({ n: 2, opTime })).toEqual({ failures: new Map(), term: 7 });
});

test('tells the statements that failed, by position, beside those that wrote', async () => {
  const { failures, term } = await resultOf({ n: 1, opTime, writeErrors: [failed(1)] });
  expect(term).toBe(7);
  expect([...failures]).toMatchObject([[1, { code: 11_000, text: 'E11000 duplicate key' }]]);
  expect(failures.get(1)!.reason).toBeInstanceOf(mongo.MongoServerError);
});

test('tells no term when nothing was written: the reply has that of another write', async () => {
  const { failures, term } = await resultOf({ n: 0, opTime, writeErrors: [failed(0), failed(1)] });
  expect([...failures.keys()]).toEqual([0, 1]);
  expect(term).toBeUndefined();
});

test('tells no term when the server does not', async () => {
  expect((await resultOf({ n: 2 })).term).toBeUndefined();
});
