import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
import * as operations from '../../generated/documents';
import { type TestGateway } from '../../support/start-test-gateway';
import { waitUntil } from '../../support/wait-until';

/** The parts of a client that the story needs; the client is signed in as sam. */
export interface NormalizingClient {
  /** Calls `show` with the data of a query, and again whenever the client's cache has new data for it. */
  watch<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    show: (data: Data) => void,
  ): void;
  mutate<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
}

/** What a page showed, in order: the holder of the record, or null while it was free. */
export interface Shown {
  readonly record: (string | null)[];
  /** The third row of a table of four. */
  readonly row: (string | null)[];
}

/** What the page must have shown at the end of the story. */
export const STORY = [null, 'sam', null, 'alice', 'sam'];

const KEY = { route: 'volume', id: '3' };

/**
 * Sam looks at a free record and at a table with it, acquires and removes its lock, meets alice's lock
 * and takes it over.
 */
export async function tellRecordStory(
  gateway: TestGateway,
  client: NormalizingClient,
): Promise<Shown> {
  const shown: { record: (string | null)[]; row: (string | null)[] } = { record: [], row: [] };
  client.watch(operations.FindRecordDocument, KEY, ({ record }) =>
    note(shown.record, record.lock?.holder.username),
  );
  const table = { route: KEY.route, ids: ['1', '2', KEY.id, '4'] };
  client.watch(operations.FindRecordsDocument, table, ({ records }) =>
    note(shown.row, records[2]?.lock?.holder.username),
  );
  const shows = async (step: number): Promise<void> => {
    await waitUntil({
      what: `step ${step} of ${JSON.stringify(shown)}`,
      withinMs: 5_000,
      everyMs: 5,
      ask: () =>
        Promise.resolve((shown.record.length > step && shown.row.length > step) || undefined),
    });
  };
  await shows(0);
  await client.mutate(operations.AcquireLockDocument, KEY);
  await shows(1);
  await client.mutate(operations.RemoveLockDocument, KEY);
  await shows(2);
  await gateway.graphql('alice', operations.AcquireLockDocument, KEY);
  await client.mutate(operations.AcquireLockDocument, KEY);
  await shows(3);
  await client.mutate(operations.TakeOverLockDocument, KEY);
  await shows(4);
  return shown;
}

/** Clients may report the same data twice. */
function note(shown: (string | null)[], holder: string | undefined): void {
  if (shown.length === 0 || shown.at(-1) !== (holder ?? null)) shown.push(holder ?? null);
}
