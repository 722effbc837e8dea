import { Progress } from '../../src/webhooks/progress';

test('a place is reached once everything before it is done with, in whatever order', () => {
  const progress = new Progress<number>();
  const [one, two, three] = [1, 2, 3].map((place) => progress.add(place));
  one!.hold();
  two!.hold();
  two!.hold();
  three!.hold();
  three!.release();
  two!.release();
  expect(progress.reached()).toBeUndefined();
  one!.release();
  expect(progress.reached()).toBe(1);
  two!.release();
  expect(progress.reached()).toBe(3);
  expect(progress.reached()).toBeUndefined();
});

test('a step without a place reaches the one before it', () => {
  const progress = new Progress<number>();
  progress.add(1);
  progress.add(undefined);
  expect(progress.reached()).toBe(1);
  const open = progress.add(undefined);
  open.hold();
  progress.add(2);
  expect(progress.reached()).toBeUndefined();
  open.release();
  expect(progress.reached()).toBe(2);
});

test('what is kept does not grow with what is done behind an open step', () => {
  const progress = new Progress<number>();
  const open = progress.add(0);
  open.hold();
  for (let place = 1; place <= 1_000; place += 1) {
    progress.add(place);
    progress.reached();
  }
  expect((progress as unknown as { steps: unknown[] }).steps).toHaveLength(2);
  open.release();
  expect(progress.reached()).toBe(1_000);
});
