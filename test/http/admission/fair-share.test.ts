import { FairShare } from '../../../src/http/admission/fair-share';

/** Takes one at a time until no more is given. */
function takeAll(share: FairShare, holder: string): number {
  let taken = 0;
  while (share.take(holder, 1)) taken += 1;
  return taken;
}

test('one holder gets a half, and each further one a part of what is left', () => {
  const share = new FairShare(120);
  expect(['a', 'b', 'c'].map((holder) => takeAll(share, holder))).toEqual([60, 30, 15]);
});

test('a newcomer gets something however many were greedy before', () => {
  const share = new FairShare(1 << 20);
  for (let holder = 0; holder < 15; holder += 1) takeAll(share, `greedy-${holder}`);
  expect(share.take('newcomer', 1)).toBe(true);
});

test('what is given back is there again, for everybody', () => {
  const share = new FairShare(100);
  const taken = takeAll(share, 'a');
  share.giveBack('a', taken);
  expect(takeAll(share, 'b')).toBe(50);
});

test('what does not fit takes nothing', () => {
  const share = new FairShare(100);
  expect(share.take('a', 51)).toBe(false);
  expect(share.take('a', 50)).toBe(true);
});

test('a dozen greedy holders leave a newcomer enough to work with', () => {
  const share = new FairShare(4_096);
  for (let holder = 0; holder < 12; holder += 1) takeAll(share, `greedy-${holder}`);
  expect(takeAll(share, 'newcomer')).toBeGreaterThanOrEqual(16);
});

test('who holds much takes nothing of the reserve', () => {
  const share = new FairShare(800);
  for (let holder = 0; holder < 12; holder += 1) takeAll(share, `greedy-${holder}`);
  share.giveBack('greedy-11', 1);
  expect(share.take('greedy-0', 1)).toBe(false);
});

test.each([
  ['/56', (index: number) => `2001:db8:1:${index.toString(16)}::/64`, 60],
  ['/48', (index: number) => `2001:db8:1:${(index << 8).toString(16)}::/64`, 67],
])('the networks of one %s share what is little more than one part', (_, networkAt, atMost) => {
  const share = new FairShare(100);
  let taken = 0;
  for (let index = 0; index < 200; index += 1) taken += takeAll(share, networkAt(index));
  expect(taken).toBeGreaterThan(50);
  expect(taken).toBeLessThanOrEqual(atMost);
  expect(takeAll(share, '2001:db8:2:0::/64')).toBeGreaterThanOrEqual(16);
  expect(takeAll(share, '192.0.2.1')).toBeGreaterThan(0);
});

test('what a network gives back is there again for its whole site', () => {
  const share = new FairShare(100);
  const taken = takeAll(share, '2001:db8:1:0::/64');
  share.giveBack('2001:db8:1:0::/64', taken);
  expect(takeAll(share, '2001:db8:1:1::/64')).toBe(taken);
});
