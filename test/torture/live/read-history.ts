import { mongo } from 'mongoose';
import {
  type EntryDocument,
  type GapDocument,
  HISTORY_COLLECTION,
  type RecorderDocument,
} from '../../../src/storage/history/history-document';
import { type StoredHistory } from '../checker/history-rule';
import { waitUntil } from '../../support/wait-until';
import { type StoredEntry, type TrueWrite } from './truth';

/** How long the recorder may take for what is left. */
const WITHIN_MS = 40_000;

/** The stored history, once everything until the last write is recorded. */
export async function readHistory(
  uri: string,
  writes: readonly TrueWrite[],
): Promise<StoredHistory> {
  const client = new mongo.MongoClient(uri);
  try {
    const collection = client.db().collection(HISTORY_COLLECTION);
    const lastAt = writes.at(-1)?.wallTime ?? new Date(0);
    // A recorder that never gets there shows as missing entries.
    await waitUntil({
      ...{ what: 'the history', withinMs: WITHIN_MS, everyMs: 500 },
      ask: async () => {
        const place = await collection.findOne<RecorderDocument>({ _id: 'recorder' as never });
        return (place?.seenUntil && place.seenUntil > lastAt) || undefined;
      },
    }).catch(() => {});
    const documents = await collection
      .find<EntryDocument | GapDocument>({ _id: { $ne: 'recorder' as never } })
      .toArray();
    const gaps = documents.filter((document) => 'gap' in document._id) as GapDocument[];
    return {
      entries: documents.filter((document) => 'from' in document === false).map(toStored),
      gaps: gaps.flatMap(({ from, at }) => (from ? [{ from, until: at }] : [])),
    };
  } finally {
    await client.close();
  }
}

function toStored(document: EntryDocument | GapDocument): StoredEntry {
  const { _id, type, at, actor, holder, previousHolder, reason, isMadeUp } =
    document as EntryDocument;
  return {
    ...{ id: _id.lock, token: _id.token, type, at },
    ...{ actor: actor?.id ?? null, holder: (holder ?? actor)!.id },
    ...{ previousHolder: previousHolder?.id ?? null, reason: reason ?? null },
    isMadeUp: isMadeUp === true,
  };
}
