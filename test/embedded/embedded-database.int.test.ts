import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/embedded/embedded-database';

const limitMs = 60_000;
let dataDir: string;
let undo: (() => Promise<unknown>)[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lock-gateway-test-'));
  undo = [];
});
afterEach(async () => {
  for (const step of undo.reverse()) await step();
  await rm(dataDir, { recursive: true, force: true });
}, limitMs);

async function start(): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({
    dataDir,
    env: process.env,
    report: () => undefined,
  });
  undo.push(() => database.stop());
  return database;
}

interface Holder {
  process: ChildProcess;
  uri: string;
  mongodPid: number;
}

async function startInAnotherProcess(): Promise<Holder> {
  const child = fork(join(__dirname, 'hold-database.ts'), [dataDir], {
    execArgv: ['--import', 'tsx'],
  });
  const [message] = (await once(child, 'message')) as [{ uri: string; mongodPid: number }];
  undo.push(() => end(child));
  return { process: child, ...message };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function write(uri: string): Promise<void> {
  const client = new mongo.MongoClient(uri);
  const options = { writeConcern: { w: 'majority' } } as const;
  await client.db().collection('notes').insertOne({ text: 'kept' }, options);
  await client.close();
}

async function countNotes(uri: string): Promise<number> {
  const client = new mongo.MongoClient(uri);
  const count = await client.db().collection('notes').countDocuments({ text: 'kept' });
  await client.close();
  return count;
}

test(
  'a restart on the same data directory keeps what was written, and the address',
  async () => {
    const first = await start();
    await write(first.uri);
    await first.stop();

    const second = await start();
    expect(await countNotes(second.uri)).toBe(1);
    expect(second.uri).toBe(first.uri);
  },
  limitMs,
);

test(
  'a restart works when something else took the port of the last run',
  async () => {
    const first = await start();
    await write(first.uri);
    await first.stop();
    const other = createServer((socket) => socket.destroy());
    other.listen(Number(new URL(first.uri).port), '127.0.0.1');
    await once(other, 'listening');
    undo.push(() => new Promise((resolve) => other.close(resolve)));

    const second = await start();
    expect(second.uri).not.toBe(first.uri);
    expect(await countNotes(second.uri)).toBe(1);
  },
  limitMs,
);

test(
  'a gateway that was killed loses nothing, and the next one can start at once',
  async () => {
    const holder = await startInAnotherProcess();
    await write(holder.uri);
    await end(holder.process);

    const next = await start();
    expect(await countNotes(next.uri)).toBe(1);
    expect(next.mongodPid).not.toBe(holder.mongodPid);
  },
  limitMs,
);

test(
  'a power cut loses nothing: gateway and mongod are killed together',
  async () => {
    const holder = await startInAnotherProcess();
    await write(holder.uri);
    process.kill(holder.mongodPid, 'SIGKILL');
    await end(holder.process);

    expect(await countNotes((await start()).uri)).toBe(1);
  },
  limitMs,
);

test(
  'a second gateway on the same data directory is told in one line',
  async () => {
    await startInAnotherProcess();
    await expect(start()).rejects.toThrow(
      /^The data directory \S+ is in use by another gateway \(process id \d+, its mongod has \d+\).*$/,
    );
  },
  limitMs,
);

test(
  'mongod is in a process group of its own, so that Ctrl-C does not end it before the gateway',
  async () => {
    const { mongodPid } = await start();
    // Signalling a group by its number fails unless the process leads a group of its own.
    expect(() => process.kill(-mongodPid, 0)).not.toThrow();
  },
  limitMs,
);
