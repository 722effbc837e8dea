import { type DocumentNode, parse } from 'graphql';
import { DocumentStore } from '../../../src/graphql/limits/document-store';

const documentOf = (name: string): DocumentNode => parse(`query ${name} { me { id } }`);
const sourceOf = (name: string): string => documentOf(name).loc!.source.body;

/** As Apollo does: it asks for the document, and hands it in when it is not there. */
async function send(store: DocumentStore, name: string): Promise<'stored' | 'checked'> {
  if (await store.get(name)) return 'stored';
  await store.set(name, documentOf(name));
  return 'checked';
}

async function sendAll(store: DocumentStore, names: readonly string[]): Promise<void> {
  for (const name of names) await send(store, name);
}

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

it('checks a document twice, and never again', async () => {
  const store = new DocumentStore();
  const sent = [];
  for (let time = 0; time < 5; time += 1) sent.push(await send(store, 'Everyday'));
  expect(sent).toEqual(['checked', 'checked', 'stored', 'stored', 'stored']);
});

it('knows by its text that a document is stored', async () => {
  const store = new DocumentStore();
  await send(store, 'Everyday');
  expect(store.has(sourceOf('Everyday'))).toBe(false);
  await send(store, 'Everyday');
  expect(store.has(sourceOf('Everyday'))).toBe(true);
  await send(store, 'Everyday');
  expect(store.has(sourceOf('Everyday'))).toBe(true);
  await store.delete('Everyday');
  expect(store.has(sourceOf('Everyday'))).toBe(false);
});

it('stores nothing of 10,000 documents that are sent once, and keeps those of every day', async () => {
  const store = new DocumentStore();
  await sendAll(store, ['Everyday', 'Everyday']);
  await sendAll(store, names('Unique', 10_000));
  expect(store.size.documents).toBe(1);
  await expect(send(store, 'Everyday')).resolves.toBe('stored');
});

it('keeps those of every day also when 10,000 others are sent twice, within its bytes', async () => {
  const maxBytes = 1024 * 1024;
  const store = new DocumentStore({ maxBytes });
  await sendAll(store, ['Everyday', 'Everyday', 'Everyday']);
  for (const name of names('Hostile', 10_000)) await sendAll(store, [name, name]);
  expect(store.size.bytes).toBeLessThanOrEqual(maxBytes);
  expect(store.size.documents).toBeLessThan(400);
  expect(store.has(sourceOf('Hostile0'))).toBe(false);
  await expect(send(store, 'Everyday')).resolves.toBe('stored');
});

it('keeps those of every day beside others that are sent again and again, by their use', async () => {
  const store = new DocumentStore({ maxBytes: 1024 * 1024 });
  await sendAll(store, ['Everyday', 'Everyday']);
  for (const name of names('Hostile', 2_000)) {
    await sendAll(store, [name, name, name, name]);
    await expect(send(store, 'Everyday')).resolves.toBe('stored');
  }
  expect(store.size.bytes).toBeLessThanOrEqual(1024 * 1024);
});

it('remembers so many documents by their hash alone', async () => {
  const store = new DocumentStore();
  await send(store, 'First');
  await sendAll(store, names('Unique', 4_000));
  await expect(send(store, 'First')).resolves.toBe('checked');
  expect(store.size.documents).toBe(0);
});

it('stores no document that is larger than a shelf', async () => {
  const store = new DocumentStore({ maxBytes: 1024 });
  await sendAll(store, ['Everyday', 'Everyday', 'Everyday']);
  expect(store.size).toEqual({ documents: 0, bytes: 0 });
  expect(store.has(sourceOf('Everyday'))).toBe(false);
});
