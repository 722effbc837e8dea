import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turnstile } from '../../src/concurrency/turnstile';

/** Work that ends when it is told to, and the names of what has begun. */
function pieces(): {
  begun: string[];
  work: (name: string) => () => Promise<string>;
  end: (name: string) => Promise<void>;
} {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    work: (name) => () => {
      begun.push(name);
      return new Promise((resolve) => ends.set(name, () => resolve(name)));
    },
    end: async (name) => {
      ends.get(name)!();
      await nextTurn();
    },
  };
}

describe('a turnstile', () => {
  it('lets no more through at a time than it may', async () => {
    const turnstile = new Turnstile(2);
    const { begun, work, end } = pieces();
    const passed = ['a', 'b', 'c'].map((name) => turnstile.pass('one', work(name)));
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    await expect(Promise.all(passed)).resolves.toEqual(['a', 'b', 'c']);
  });

  it('lets owners in by turns, however many one of them has', async () => {
    const turnstile = new Turnstile(1);
    const { begun, work, end } = pieces();
    for (const name of ['a1', 'a2', 'a3']) void turnstile.pass('a', work(name));
    void turnstile.pass('b', work('b1'));
    await end('a1');
    await end('a2');
    await end('b1');
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  it('lets the next one in when work fails', async () => {
    const turnstile = new Turnstile(1);
    const failed = turnstile.pass('a', () => Promise.reject(new Error('no')));
    const next = turnstile.pass('a', () => Promise.resolve('in'));
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('in');
    await expect(turnstile.pass('a', () => Promise.resolve('free again'))).resolves.toBe(
      'free again',
    );
  });
});
