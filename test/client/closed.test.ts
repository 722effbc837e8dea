import { LockNotHeld } from '../../src/client/held-lock';
import { VirtualGateway } from './support/virtual-gateway';
import { VirtualTab } from './support/virtual-tab';
import { VirtualTime } from './support/virtual-time';

const CLOSED = { state: 'released', reason: 'closed', fault: null };

let time: VirtualTime;
let gateway: VirtualGateway;
let tab: VirtualTab;
beforeEach(() => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  tab = new VirtualTab(time, gateway);
});
afterEach(() => expect(tab.reported).toEqual([]));

it('asks the gateway nothing by a hold that begins after the close, or while it closes', async () => {
  const before = tab.client.hold('volume', '1');
  await time.pass(10);
  const closing = tab.client.close();
  const lock = tab.client.hold('volume', '2');
  const whenHeld = expect(lock.whenHeld()).rejects.toThrow(LockNotHeld);
  await time.pass(10);
  await Promise.all([closing, whenHeld]);
  gateway.sent.length = 0;
  const late = tab.client.hold('volume', '1');
  await time.pass(60_000);
  for (const closed of [before, lock, late]) expect(closed.getSnapshot()).toEqual(CLOSED);
  expect([gateway.sent, time.armed]).toEqual([[], 0]);
});

it('asks the gateway nothing by what is called of a hold after the close', async () => {
  const lock = tab.client.hold('volume', '1', { idleMs: 5_000 });
  await time.pass(10);
  void tab.client.close();
  await time.pass(10);
  gateway.sent.length = 0;
  lock.retry();
  lock.wait();
  lock.adopt();
  lock.stopWaiting();
  lock.touch();
  tab.leave();
  tab.comeBack();
  await expect(lock.takeOver()).rejects.toThrow(LockNotHeld);
  await expect(lock.renote('')).rejects.toThrow(LockNotHeld);
  await time.pass(60_000);
  expect(lock.getSnapshot()).toEqual(CLOSED);
  await lock.release();
  expect([gateway.sent, time.armed]).toEqual([[], 0]);
});

it('tells who subscribes that a hold of a page that was left is closed', async () => {
  const lock = tab.client.hold('volume', '1');
  await time.pass(10);
  tab.leave();
  await time.pass(10);
  expect(lock.getSnapshot()).toEqual({ state: 'acquiring' });
  const changed = jest.fn();
  lock.subscribe(changed);
  await tab.client.close();
  await time.pass(0);
  expect(lock.getSnapshot()).toEqual(CLOSED);
  expect(changed).toHaveBeenCalledTimes(1);
});

it('refuses to watch after the close', async () => {
  await tab.client.close();
  expect(() => tab.client.watch({})).toThrow(expect.objectContaining({ kind: 'closed' }) as Error);
});
