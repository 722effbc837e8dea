import { measureLists } from '../../support/list-costs';
import { manyLocks } from '../../support/many-locks';
import { openTestStore } from '../../support/open-test-store';
import { startOwnMongod } from '../../support/own-mongod';

// `npm run test:million`: what each kind of list costs among a million locks, on a mongod of its own.
const STORED = 1_000_000;
const INSERT_BATCH = 10_000;
const MAX_EXAMINED = 60;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const mongod = await startOwnMongod();
  try {
    const opened = await openTestStore(mongod.uri);
    try {
      const startedAt = performance.now();
      for (let from = 0; from < STORED; from += INSERT_BATCH) {
        const batch = manyLocks(from, from + INSERT_BATCH);
        await opened.locks.insertMany(batch, { ordered: false, writeConcern: { w: 1, j: false } });
      }
      const stored = await opened.locks.countDocuments();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
      say(`${stored} documents stored within ${seconds} s`);
      await measureLists(opened, stored);
      const costs = await measureLists(opened, stored);
      for (const { name, returned, commands, plan } of costs) {
        const [command] = commands;
        say(
          `${name}: ${returned} locks, ${commands.length} command, ` +
            `${command?.docsExamined} documents and ${command?.keysExamined} keys examined, ` +
            `${command?.millis} ms, ${plan.includes('"COLLSCAN"') ? 'all documents' : 'by an index'}`,
        );
      }
      const isCheap = costs.every(
        ({ commands }) => commands.length === 1 && commands[0]!.docsExamined <= MAX_EXAMINED,
      );
      if (!isCheap) process.exitCode = 1;
    } finally {
      await opened.close();
    }
  } finally {
    await mongod.dispose();
  }
}

void main();
