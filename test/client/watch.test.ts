import { VirtualGateway } from './support/virtual-gateway';
import { VirtualTab } from './support/virtual-tab';
import { VirtualTime } from './support/virtual-time';

let time: VirtualTime;
let gateway: VirtualGateway;
let tab: VirtualTab;
beforeEach(() => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  tab = new VirtualTab(time, gateway);
});

const lists = (): number =>
  gateway.sent.filter(({ operation }) => operation === 'ListLocks').length;

it.each([
  ['more than 200 ids', { route: 'volume', ids: Array.from({ length: 201 }, (_, at) => `${at}`) }],
  ['ids without a route', { ids: ['1'] }],
])('refuses %s at once', async (_name, filter) => {
  const refused = { kind: 'badInput', argument: 'ids' };
  expect(() => tab.client.watch(filter)).toThrow(expect.objectContaining(refused) as Error);
  await time.pass(60_000);
  expect(lists()).toBe(0);
});

it('asks once for what the gateway refuses as bad input, and reports that', async () => {
  const watch = tab.client.watch({ route: 'volume', ids: ['x'.repeat(257)] });
  await time.pass(120_000);
  expect(watch.getSnapshot().status).toBe('offline');
  expect(tab.reported).toMatchObject([{ kind: 'badInput', argument: 'id' }]);
  expect(lists()).toBe(1);
});

it('goes on asking while nothing comes, and while nobody is signed in', async () => {
  const code = 'UNAUTHENTICATED';
  const body = { errors: [{ message: 'no', extensions: { code } }] };
  gateway.fate = () => ({ answer: { status: 200, body } });
  const watch = tab.client.watch({ route: 'volume' });
  await time.pass(30_000);
  expect(watch.getSnapshot().status).toBe('offline');
  gateway.fate = () => ({});
  await time.pass(30_000);
  expect(watch.getSnapshot().status).toBe('polling');
  expect(tab.reported).toEqual([]);
});
