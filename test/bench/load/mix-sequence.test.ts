import { MixSequence, type MixStep } from './mix-sequence';

const SHAPE = { seed: 7, records: 16, users: 50 };
const take = (mix: MixSequence, count: number): MixStep[] =>
  Array.from({ length: count }, () => mix.next());

describe('MixSequence', () => {
  it('is the same for every server', () => {
    expect(take(new MixSequence(SHAPE), 500)).toEqual(take(new MixSequence(SHAPE), 500));
  });

  it('differs between connections', () => {
    const other = new MixSequence({ ...SHAPE, seed: 8 });
    expect(take(new MixSequence(SHAPE), 50)).not.toEqual(take(other, 50));
  });

  it('names the action that a correct lock service would answer with', () => {
    const holders = new Map<number, number>();
    for (const { action, record, user } of take(new MixSequence(SHAPE), 5000)) {
      const holder = holders.get(record);
      if (holder === undefined) expect(action).toBe('acquire');
      else if (holder === user) expect(['re-acquire', 'remove']).toContain(action);
      else expect(action).toBe('conflict');
      if (action === 'acquire') holders.set(record, user);
      if (action === 'remove') holders.delete(record);
    }
  });

  it('does each action in about a quarter of the steps', () => {
    const steps = take(new MixSequence(SHAPE), 20_000);
    for (const wanted of ['acquire', 're-acquire', 'conflict', 'remove']) {
      const share = steps.filter(({ action }) => action === wanted).length / steps.length;
      expect(share).toBeGreaterThan(0.23);
      expect(share).toBeLessThan(0.27);
    }
  });

  it('stays within its records and users', () => {
    for (const { record, user } of take(new MixSequence(SHAPE), 5000)) {
      expect(record).toBeLessThan(SHAPE.records);
      expect(user).toBeLessThan(SHAPE.users);
    }
  });
});
