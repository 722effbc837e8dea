import { type HeldLock } from '../../src/client/held-lock';
import { VirtualGateway } from './support/virtual-gateway';
import { VirtualLinks } from './support/virtual-links';
import { VirtualTab } from './support/virtual-tab';
import { VirtualTime } from './support/virtual-time';

let time: VirtualTime;
let gateway: VirtualGateway;
let tabs: VirtualTab[];
let locks: HeldLock[];
beforeEach(async () => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  const { links } = new VirtualLinks();
  tabs = ['one', 'two', 'three'].map((name) => new VirtualTab(time, gateway, { name, links }));
  locks = tabs.map((tab, index) => tab.client.hold('volume', String(index)));
  await time.pass(1_000);
});

const states = (): string[] => locks.map((lock) => lock.getSnapshot().state);
const count = (operation: string): number =>
  gateway.sent.filter((sent) => sent.operation === operation).length;

it('renews the locks of all tabs by one request, and asks for the list once', async () => {
  gateway.sent.length = 0;
  await time.pass(600_000);
  expect(states()).toEqual(['held', 'held', 'held']);
  expect(count('RenewLocks')).toBeLessThanOrEqual(31);
  const last = gateway.sent.filter(({ operation }) => operation === 'RenewLocks').at(-1)!;
  expect(last.variables['items']).toHaveLength(3);
  // One every ten seconds, spread by a tenth.
  expect(count('ListLocks')).toBeLessThanOrEqual(67);
});

it('loses no lock when the tab that leads is left', async () => {
  tabs[0]!.leave();
  await time.pass(180_000);
  expect(states().slice(1)).toEqual(['held', 'held']);
  gateway.sent.length = 0;
  await time.pass(200_000);
  expect(count('RenewLocks')).toBeLessThanOrEqual(12);
});

it('tells another tab what the leader hears', async () => {
  const watch = tabs[1]!.client.watch({ route: 'volume' });
  await time.pass(15_000);
  expect(watch.getSnapshot()).toMatchObject({ status: 'polling' });
  expect(watch.getSnapshot().locks.size).toBe(3);
  expect(watch.getSnapshot().get('volume', '2')?.heldByMe).toBe(true);
});

it('takes a faulty answer to another tab for that fault', async () => {
  gateway.fate = () => ({ lost: 'request' });
  await time.pass(65_000);
  expect(states()).toEqual(['offline', 'offline', 'offline']);
  expect(locks[2]!.getSnapshot()).toMatchObject({ fault: { name: 'LockFault', kind: 'network' } });
  gateway.fate = () => ({});
  await time.pass(60_000);
  expect(states()).toEqual(['held', 'held', 'held']);
});
