import { type ApolloServerOptions } from '@apollo/server';
import { type DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

type ApolloDocumentStore = NonNullable<ApolloServerOptions<object>['documentStore']>;

interface Stored {
  readonly document: DocumentNode;
  readonly source: string;
}

/** The memory of a parsed document for each of its tokens: the worst that was measured. */
const BYTES_PER_TOKEN = 512;

/** The most hashes of documents seen once that are remembered. */
const MAX_SEEN_ONCE = 4_000;

/**
 * Keeps documents that passed validation, so that one sent all day is parsed and checked only twice.
 * A document is stored as a newcomer when it arrives a second time, and moves to the everyday
 * documents when it arrives again. So a document sent once evicts nothing, and documents that a
 * hostile caller repeats evict each other. The memory of both shelves is bounded.
 */
export class DocumentStore implements ApolloDocumentStore {
  private readonly seenOnce = new LRUCache<string, true>({ max: MAX_SEEN_ONCE });
  /** The keys of the stored documents by their texts. */
  private readonly keys = new Map<string, string>();
  private readonly newcomers: LRUCache<string, Stored>;
  private readonly everyday: LRUCache<string, Stored>;

  constructor({ maxBytes = DEFAULT_MAX_BYTES }: { maxBytes?: number } = {}) {
    this.newcomers = this.createShelf(Math.floor(maxBytes / 4));
    this.everyday = this.createShelf(Math.floor((maxBytes * 3) / 4));
  }

  /** True when a document with exactly this text is stored, which means it passed every check. */
  has(source: string): boolean {
    return this.keys.has(source);
  }

  /** The stored document with exactly this text; finding it marks it as used. */
  find(source: string): DocumentNode | undefined {
    const key = this.keys.get(source);
    return key === undefined ? undefined : this.use(key);
  }

  /** The stored document of a key; reading it marks it as used. */
  get(key: string): Promise<DocumentNode | undefined> {
    return Promise.resolve(this.use(key));
  }

  private use(key: string): DocumentNode | undefined {
    const stored = this.everyday.get(key) ?? this.newcomers.get(key);
    if (stored && !this.everyday.has(key)) {
      this.newcomers.delete(key);
      this.put(this.everyday, key, stored);
    }
    return stored?.document;
  }

  /** Stores a document whose key was set before; otherwise only remembers the key. */
  set(key: string, document: DocumentNode): Promise<void> {
    const source = document.loc?.source.body;
    if (this.seenOnce.delete(key) && source !== undefined) {
      this.put(this.newcomers, key, { document, source });
    } else this.seenOnce.set(key, true);
    return Promise.resolve();
  }

  /** Removes a document. */
  delete(key: string): Promise<boolean> {
    return Promise.resolve([this.newcomers.delete(key), this.everyday.delete(key)].includes(true));
  }

  /** The number of stored documents and an estimate of their memory. */
  get size(): { documents: number; bytes: number } {
    return {
      documents: this.newcomers.size + this.everyday.size,
      bytes: this.newcomers.calculatedSize + this.everyday.calculatedSize,
    };
  }

  private put(shelf: LRUCache<string, Stored>, key: string, stored: Stored): void {
    shelf.set(key, stored);
    if (shelf.has(key)) this.keys.set(stored.source, key);
  }

  private createShelf(maxSize: number): LRUCache<string, Stored> {
    return new LRUCache<string, Stored>({
      maxSize,
      sizeCalculation: bytesOf,
      dispose: ({ source }) => this.keys.delete(source),
    });
  }
}

/** Holds the documents of a few hundred admin pages; affordable in a process of 150 MiB. */
const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

function bytesOf({ document, source }: Stored): number {
  return 2 * source.length + BYTES_PER_TOKEN * (document.tokenCount ?? source.length);
}
