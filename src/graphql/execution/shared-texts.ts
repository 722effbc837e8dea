/**
 * A value whose text is the same for all values that are shared by the same. No field of it takes
 * arguments or waits for anything.
 */
export interface Shared {
  /** What the text is made of, and who sees it. */
  sharedBy(): { readonly source: object; readonly kind: string };
}

/** True for a value that says what its text is shared by. */
export function isShared(value: object): value is Shared {
  return 'sharedBy' in value;
}

/** A text, or null while it was written once only. */
type Texts = Map<object, string | null>;

/**
 * The texts of one selection, so that callers who are answered from one read share what is written of
 * it. They are answered in one turn of the event loop, and a text lives as long as that turn. The first caller
 * writes, the second keeps: most locks are shown to one, for whom keeping a text would cost more than
 * writing it.
 */
export class SharedTexts {
  private byKind = new Map<string, Texts>();

  /** The text that was written before; what `write` returns if it is worth keeping, else undefined. */
  textOf(
    { source, kind }: ReturnType<Shared['sharedBy']>,
    write: () => string,
  ): string | undefined {
    const texts = this.textsOf(kind);
    const known = texts.get(source);
    if (known === undefined) {
      texts.set(source, null);
      return undefined;
    }
    if (known !== null) return known;
    const text = write();
    texts.set(source, text);
    return text;
  }

  private textsOf(kind: string): Texts {
    if (this.byKind.size === 0) setImmediate(() => (this.byKind = new Map()));
    const known = this.byKind.get(kind);
    if (known) return known;
    const texts: Texts = new Map();
    this.byKind.set(kind, texts);
    return texts;
  }
}
