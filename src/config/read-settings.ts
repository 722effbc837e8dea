import { type z } from 'zod';
import { invalidValueLine } from './setting-types';

/** The environment without empty variables. */
export type Given = Readonly<Record<string, string | undefined>>;

/** The result of reading a group of settings; without `value` there is at least one problem. */
export interface ReadSettings<Value> {
  readonly value?: Value;
  /** One line for each invalid value. */
  readonly problems: readonly string[];
  /** One line for each setting that is probably a mistake. */
  readonly warnings: readonly string[];
}

/** One line for each invalid value that zod found. */
export function linesOf(error: z.ZodError | undefined, given: Given): string[] {
  return (error?.issues ?? []).map(({ path, message }) => {
    const name = String(path[0]);
    return given[name] === undefined
      ? `${name}: must be set`
      : invalidValueLine(name, message, given[name]);
  });
}
