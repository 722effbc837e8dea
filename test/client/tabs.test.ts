import { type HeldLock } from '../../src/client/held-lock';
import { type TabLinks } from '../../src/client/tab-group';
import { VirtualGateway } from './support/virtual-gateway';
import { VirtualLinks } from './support/virtual-links';
import { VirtualTab } from './support/virtual-tab';
import { VirtualTime } from './support/virtual-time';

let time: VirtualTime;
let gateway: VirtualGateway;
let tabs: VirtualTab[];
let locks: HeldLock[];
let links: TabLinks;
beforeEach(async () => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  ({ links } = new VirtualLinks());
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

it('waits for the end of another tab once, however often that one watches', async () => {
  const request = jest.spyOn(links.locks, 'request');
  for (let page = 0; page < 20; page += 1) {
    tabs[1]!.client.watch({ route: `series ${page}` }).close();
    await time.pass(10);
  }
  expect(request.mock.calls.length).toBeLessThanOrEqual(1);
});

it('asks for no lock of the browser any more when the tab that leads is left', async () => {
  const request = jest.spyOn(links.locks, 'request');
  tabs[2]!.leave();
  tabs[2]!.comeBack();
  await time.pass(10);
  const pending = request.mock.calls
    .map((call) => call[1])
    .filter(({ signal, ifAvailable }) => !signal && !ifAvailable);
  expect(pending).toEqual([]);
});

it('watches on its own where the browser refuses the lock', async () => {
  const refusing = {
    open: links.open,
    locks: { request: () => Promise.reject(new DOMException('', 'SecurityError')) },
  } as unknown as TabLinks;
  const tab = new VirtualTab(time, gateway, { name: 'alone', links: refusing });
  const watch = tab.client.watch({ route: 'volume' });
  await time.pass(15_000);
  expect(watch.getSnapshot()).toMatchObject({ status: 'polling' });
});

describe('while the page that leads is suspended with its lock', () => {
  it('another one leads, so that watches go on and one request renews all the others', async () => {
    const watch = tabs[1]!.client.watch({ route: 'series' });
    await time.pass(15_000);
    tabs[0]!.freeze();
    tabs[2]!.client.hold('series', '1');
    await time.pass(60_000);
    expect(watch.getSnapshot()).toMatchObject({ status: 'polling' });
    expect(watch.getSnapshot().get('series', '1')?.heldByMe).toBe(true);
    gateway.sent.length = 0;
    await time.pass(60_000);
    expect(count('RenewLocks')).toBeLessThanOrEqual(4);
    expect(states().slice(1)).toEqual(['held', 'held']);
  });

  it('it follows once it runs again, and has what it had if nobody else took it', async () => {
    tabs[0]!.freeze();
    await time.pass(120_000);
    tabs[0]!.thaw();
    await time.pass(30_000);
    expect(states()).toEqual(['held', 'held', 'held']);
    gateway.sent.length = 0;
    await time.pass(120_000);
    expect(count('RenewLocks')).toBeLessThanOrEqual(8);
    expect(count('ListLocks')).toBeLessThanOrEqual(14);
    expect(tabs.map(({ reported }) => reported)).toEqual([[], [], []]);
  });
});

it('leaves the lead to a page that answers', async () => {
  const request = jest.spyOn(links.locks, 'request');
  await time.pass(300_000);
  expect(request).not.toHaveBeenCalled();
});
