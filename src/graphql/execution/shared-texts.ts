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

/**
 * The texts of one selection, so that callers who are answered from one read share what is written of
 * it. They live as long as what was read.
 */
export class SharedTexts {
  private readonly bySource = new WeakMap<object, Map<string, string>>();

  get({ source, kind }: ReturnType<Shared['sharedBy']>): string | undefined {
    return this.bySource.get(source)?.get(kind);
  }

  set({ source, kind }: ReturnType<Shared['sharedBy']>, text: string): void {
    const texts = this.bySource.get(source);
    if (texts) texts.set(kind, text);
    else this.bySource.set(source, new Map([[kind, text]]));
  }
}
