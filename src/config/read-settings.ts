import { type z } from 'zod';
import { mistakeLine } from './setting-types';

/** The environment without what is set to nothing. */
export type Given = Readonly<Record<string, string | undefined>>;

/** What one kind of settings came to; without `value` there is at least one problem. */
export interface ReadSettings<Value> {
  readonly value?: Value;
  /** One line for each mistake. */
  readonly problems: readonly string[];
  /** One line for each setting that is probably not meant as it is. */
  readonly warnings: readonly string[];
}

/** The mistakes that zod found, one line each. */
export function linesOf(error: z.ZodError | undefined, given: Given): string[] {
  return (error?.issues ?? []).map(({ path, message }) => {
    const name = String(path[0]);
    return given[name] === undefined
      ? `${name}: must be set`
      : mistakeLine(name, message, given[name]);
  });
}
