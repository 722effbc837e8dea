/** Thrown when no answer came in time; what was begun may still take effect. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** Settles as the promise does, or rejects with `TooLate` after `ms` milliseconds. */
export async function within<Result>(ms: number, promise: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
