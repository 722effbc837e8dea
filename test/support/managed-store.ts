import { openTestStore, type TestStore } from './open-test-store';
import { createTestDatabaseUri, dropDatabase } from './test-database';

/** A store on a database of its own; hooks of the test file open and close both. */
export interface ManagedStore extends Omit<TestStore, 'close'> {
  readonly uri: string;
}

/** A store with a new database for each test. */
export function storePerTest(): ManagedStore {
  return manageStores({ count: 1, before: beforeEach, after: afterEach })[0]!;
}

/** One store for all tests of the file. */
export function storePerFile(): ManagedStore {
  return manageStores({ count: 1, before: beforeAll, after: afterAll })[0]!;
}

/** Two stores on one database, as two gateways have them, for all tests of the file. */
export function twoStoresPerFile(): readonly [one: ManagedStore, other: ManagedStore] {
  const [one, other] = manageStores({ count: 2, before: beforeAll, after: afterAll });
  return [one!, other!];
}

/** The same two with a new database for each test. */
export function twoStoresPerTest(): readonly [one: ManagedStore, other: ManagedStore] {
  const [one, other] = manageStores({ count: 2, before: beforeEach, after: afterEach });
  return [one!, other!];
}

function manageStores(options: {
  count: number;
  before: typeof beforeAll;
  after: typeof afterAll;
}): ManagedStore[] {
  let uri: string;
  const opened: TestStore[] = [];
  options.before(async () => {
    uri = createTestDatabaseUri();
    while (opened.length < options.count) opened.push(await openTestStore(uri));
  });
  options.after(async () => {
    for (const store of opened.splice(0)) await store.close();
    await dropDatabase(uri);
  });
  // The tests refer to a store before the hook has opened it.
  return Array.from({ length: options.count }, (_, index) => ({
    get uri() {
      return uri;
    },
    get store() {
      return opened[index]!.store;
    },
    get database() {
      return opened[index]!.database;
    },
    get locks() {
      return opened[index]!.locks;
    },
    get storedFaults() {
      return opened[index]!.storedFaults;
    },
    acquire: (key, holder) => opened[index]!.acquire(key, holder),
    expire: (key) => opened[index]!.expire(key),
  }));
}
