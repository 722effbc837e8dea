import { TIME_BUDGET } from '../../src/config/time-budget';
import { callHttp, type HttpCall } from '../support/http-call';
import { type MemoryDoors, startMemoryDoors } from '../support/memory-doors';
import { openConnection, untilItSays } from '../support/raw-http';

let doors: MemoryDoors;
beforeEach(async () => {
  doors = await startMemoryDoors();
});
afterEach(async () => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  await doors.stop();
});

const never = new Promise<never>(() => undefined);
const json = { 'Content-Type': 'application/json' };
const LOCK = '{lock(route:"volume",id:"1"){id}}';
const post = { method: 'POST', path: '/graphql', body: JSON.stringify({ query: LOCK }) };
const target = `/graphql?query=${encodeURIComponent(LOCK)}`;

const CALLS: Record<string, HttpCall> = {
  'REST POST': {
    method: 'POST',
    path: '/admin/lock',
    headers: json,
    body: '{"route":"volume","id":"1"}',
  },
  'REST DELETE': { method: 'DELETE', path: '/admin/remove-lock?route=volume&id=1' },
  'REST in absolute form': { method: 'DELETE', path: 'http://x/admin/remove-lock?route=v&id=1' },
  'GraphQL POST': { ...post, headers: json },
  'GraphQL POST with an encoding': {
    ...post,
    headers: { ...json, 'Content-Encoding': 'identity' },
  },
  'GraphQL GET': {
    method: 'GET',
    path: target,
    headers: { 'apollo-require-preflight': 'true' },
  },
  'GraphQL GET in absolute form': {
    method: 'GET',
    path: `http://x${target}`,
    headers: { 'apollo-require-preflight': 'true' },
  },
};

test('no call waits for its locks longer than its time limit, over any transport', async () => {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'Date', 'performance'],
  });
  const atTheStore = [
    jest.spyOn(doors.store, 'find').mockReturnValue(never),
    jest.spyOn(doors.store, 'change').mockReturnValue(never),
  ];
  const calls = Object.entries(CALLS).map(async ([name, call]) => {
    const { status, text } = await callHttp(doors.url, call);
    return [name, status, text.includes('nternal server error')];
  });
  while (atTheStore.reduce((sum, { mock }) => sum + mock.calls.length, 0) < calls.length) {
    await new Promise(setImmediate);
  }
  await jest.advanceTimersByTimeAsync(TIME_BUDGET.callMs - 50);
  expect(doors.answered).toEqual([]);
  await jest.advanceTimersByTimeAsync(50);
  expect(await Promise.all(calls)).toEqual(Object.keys(CALLS).map((name) => [name, 500, true]));
});

/** From now on the clock is so much ahead. */
function clockGoesAhead(ms: number): void {
  const real = performance.now.bind(performance);
  jest.spyOn(performance, 'now').mockImplementation(() => real() + ms);
}

test('the clock of a call starts when its body is there', async () => {
  const admitted = doors.nextAdmitted();
  const socket = await openConnection(doors.port);
  const { length } = post.body;
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n' +
      `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
  );
  await admitted;
  clockGoesAhead(10_000);
  socket.write(post.body);
  expect(await untilItSays(socket, /}}$/)).toMatch(/{"data":{"lock":null}}$/);
  expect(doors.faults).toEqual([]);
});

test('a root field that begins after the deadline was not tried, and says so', async () => {
  const acquire = (id: number): string =>
    `_${id}: acquireLock(route: "volume", id: ${id}) { __typename }`;
  const change = doors.store.change.bind(doors.store);
  jest.spyOn(doors.store, 'change').mockImplementationOnce((key, transition) => {
    clockGoesAhead(TIME_BUDGET.beginFieldsMs + 1);
    return change(key, transition);
  });
  const { text } = await callHttp(doors.url, {
    ...post,
    headers: json,
    body: JSON.stringify({ query: `mutation { ${acquire(1)} ${acquire(2)} }` }),
  });
  const { errors } = JSON.parse(text) as { errors: { path: string[]; extensions: object }[] };
  expect(errors).toMatchObject([
    { path: ['_2'], extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } },
  ]);
  expect([...doors.store.records.keys()]).toEqual(['volume/1']);
  expect(doors.faults).toEqual([]);
});
