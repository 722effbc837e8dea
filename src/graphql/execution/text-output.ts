import { type RequestContext } from '../schema/request-context';

/** Thrown for what only GraphQL.js answers: an error, or a value that is none of its type. */
export const UNUSUAL = new Error('GraphQL.js has to answer this');

/** The text of an answer while it is written, and what resolvers of fields are called with. */
export class TextOutput {
  text = '';
  private readonly parts: Promise<string>[] = [];

  constructor(
    readonly context: RequestContext,
    readonly variables: Readonly<Record<string, unknown>>,
  ) {}

  /** Puts the text of a value here that is not there yet; `write` writes it. */
  addLater(value: PromiseLike<unknown>, write: (value: unknown, output: TextOutput) => void): void {
    const text = Promise.resolve(value).then((settled) => {
      const output = new TextOutput(this.context, this.variables);
      write(settled, output);
      return output.finish();
    });
    // Whoever waits for the whole sees the rejection; nobody does if another part fails before.
    text.catch(() => {});
    this.parts.push(Promise.resolve(this.text), text);
    this.text = '';
  }

  /** The whole text, once all parts of it are there. */
  finish(): string | Promise<string> {
    if (this.parts.length === 0) return this.text;
    const parts = [...this.parts, Promise.resolve(this.text)];
    return Promise.all(parts).then((texts) => texts.join(''));
  }
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
