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
