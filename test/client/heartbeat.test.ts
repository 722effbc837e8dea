import { createAgenda } from '../../src/client/agenda';
import { createClock } from '../../src/client/clock';
import { type Beat, createHeartbeat, type Heartbeat } from '../../src/client/heartbeat';
import { LockFault } from '../../src/client/lock-fault';
import { type RenewOutcome } from '../../src/client/lock-types';
import { VirtualTime } from './support/virtual-time';

const RENEWED = { __typename: 'LockRenewed' } as RenewOutcome;
const OFFLINE = new LockFault('network', 'No connection.');

let time: VirtualTime;
let heartbeat: Heartbeat;
/** When each round was sent, and for which records. */
let rounds: [number, string[]][];
let answer: RenewOutcome | LockFault;
beforeEach(() => {
  time = new VirtualTime();
  rounds = [];
  answer = RENEWED;
  const clock = createClock(time.ports);
  const ports = { ...time.ports, random: () => 0, reportError: () => {} };
  heartbeat = createHeartbeat({
    clock,
    agenda: createAgenda(clock, ports),
    ports,
    send: async (grants) => {
      rounds.push([time.trueMs, grants.map(({ id }) => id)]);
      return Promise.resolve(grants.map(() => answer));
    },
  });
});

const beatOf = (id: string, everyMs: number, answered: Beat['answered'] = () => {}): Beat => ({
  grant: { route: 'volume', id, fencingToken: 1 },
  everyMs,
  answered,
});

it('renews together what is due and what will be soon, and leaves the rest', async () => {
  const beats = [beatOf('1', 20_000), beatOf('2', 20_000), beatOf('3', 20_000)];
  [20_000, 29_000, 31_000].forEach((dueAt, at) => heartbeat.set(beats[at]!, dueAt));
  await time.pass(20_000);
  expect(rounds).toEqual([[20_000, ['1', '2']]]);
});

it('asks again later each time while nothing comes, and tells of each fault', async () => {
  answer = OFFLINE;
  const answered = jest.fn();
  heartbeat.set(beatOf('1', 20_000, answered), 20_000);
  await time.pass(25_000);
  expect(rounds.map(([at]) => at)).toEqual([20_000, 20_500, 21_500, 23_500]);
  expect(answered.mock.calls.map(([fault]: unknown[]) => fault)).toEqual(Array(4).fill(OFFLINE));
});

it('sends 200 grants in one request, and the next ones in another', async () => {
  for (let id = 0; id < 201; id += 1) heartbeat.set(beatOf(String(id), 20_000), 20_000);
  await time.pass(20_000);
  expect(rounds.map(([, ids]) => ids.length)).toEqual([200, 1]);
});

it('asks nothing for what was taken off', async () => {
  const beat = beatOf('1', 20_000);
  heartbeat.set(beat, 20_000);
  heartbeat.clear(beat);
  await time.pass(60_000);
  expect([rounds, time.armed]).toEqual([[], 0]);
});
