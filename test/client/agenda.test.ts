import { type Agenda, createAgenda } from '../../src/client/agenda';
import { createClock } from '../../src/client/clock';
import { VirtualTime } from './support/virtual-time';

let time: VirtualTime;
let agenda: Agenda;
let done: string[];
const reported: unknown[] = [];
beforeEach(() => {
  time = new VirtualTime();
  done = [];
  reported.length = 0;
  const ports = { ...time.ports, reportError: (error: unknown) => void reported.push(error) };
  agenda = createAgenda(createClock(time.ports), ports);
});

const after = (name: string, ms: number): object => {
  const key = {};
  agenda.after(key, ms, () => void done.push(name));
  return key;
};

it('runs what is due in its order, by one timer, and none when nothing is left', async () => {
  after('second', 2_000);
  after('first', 1_000);
  expect(time.armed).toBe(1);
  await time.pass(1_500);
  expect(done).toEqual(['first']);
  await time.pass(500);
  expect([done, time.armed]).toEqual([['first', 'second'], 0]);
});

it('runs what was set last for a key, once, and nothing that was taken back', async () => {
  const key = after('early', 1_000);
  agenda.after(key, 3_000, () => void done.push('late'));
  agenda.clear(after('never', 1_000));
  await time.pass(10_000);
  expect([done, time.armed]).toEqual([['late'], 0]);
});

it('runs nothing that an earlier one took back in the same moment', async () => {
  const key = {};
  agenda.after({}, 1_000, () => agenda.clear(key));
  agenda.after(key, 1_000, () => void done.push('taken back'));
  await time.pass(2_000);
  expect(done).toEqual([]);
});

it('looks at the clock within 5 s of a sleep', async () => {
  after('due in the sleep', 60_000);
  await time.pass(1_000);
  await time.sleep(100_000);
  expect(done).toEqual([]);
  await time.pass(5_000);
  expect(done).toEqual(['due in the sleep']);
});

it('reports what throws, and runs the others all the same', async () => {
  const error = new Error('broken');
  agenda.after({}, 1_000, () => {
    throw error;
  });
  after('next', 1_000);
  await time.pass(1_000);
  expect([done, reported]).toEqual([['next'], [error]]);
});
