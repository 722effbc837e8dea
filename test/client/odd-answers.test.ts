import { type HeldLock } from '../../src/client/held-lock';
import { VirtualGateway } from './support/virtual-gateway';
import { VirtualTab } from './support/virtual-tab';
import { VirtualTime } from './support/virtual-time';

let time: VirtualTime;
let gateway: VirtualGateway;
let tab: VirtualTab;
let locks: HeldLock[];
beforeEach(async () => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  tab = new VirtualTab(time, gateway);
  locks = ['1', '2'].map((id) => tab.client.hold('volume', id));
  await time.pass(10);
});

const states = (): string[] => locks.map((lock) => lock.getSnapshot().state);

it.each([
  { answer: 'fewer results than asked', body: { data: { items: [] } } },
  {
    answer: 'a lock without its fields',
    body: { data: { items: [{ __typename: 'LockRenewed' }] } },
  },
  { answer: 'no list', body: { data: { items: 7 } } },
  { answer: 'no data', body: {} },
  { answer: 'nothing', body: null },
  { answer: 'a page of a hotel', body: '<html>Please sign in</html>' },
])('renews again after an answer with $answer', async ({ body }) => {
  gateway.fate = ({ operation }) =>
    operation === 'RenewLocks' ? { answer: { status: 200, body } } : {};
  await time.pass(100_000);
  expect(states()).toEqual(['offline', 'offline']);
  gateway.fate = () => ({});
  await time.pass(40_000);
  expect(states()).toEqual(['held', 'held']);
  expect(tab.reported).toEqual([]);
});

it('rejects with a fault when the answer has not what was asked', async () => {
  gateway.fate = () => ({ answer: { status: 200, body: { data: {} } } });
  const asked = expect(tab.client.me()).rejects.toMatchObject({
    name: 'LockFault',
    kind: 'protocol',
  });
  await time.pass(10);
  await asked;
});
