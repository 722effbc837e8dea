import { mongo } from 'mongoose';
import { TIME_BUDGET } from '../config/time-budget';
import { type LockKey } from '../domain/lock-key';
import { type LockRecord, type Transition } from '../domain/lock-state';
import { type LockDocument, toDocument, toRecord } from './lock-document';
import { type Prefetch } from './prefetch';
import { type ReadBarrier } from './read-barrier';
import { type Reading, readLocks } from './read-locks';

/** What a batch works on. */
export interface ChangeBatchParts {
  readonly locks: mongo.Collection<LockDocument>;
  readonly database: mongo.Db;
  readonly barrier: ReadBarrier;
  readonly prefetch: Prefetch;
}

/** One transition that waits for its key. */
export interface Change {
  readonly key: LockKey;
  readonly transition: Transition<unknown>;
}

type Settled = PromiseSettledResult<unknown>;

/** The changes of one key within a batch, in order of arrival, and where their answers go. */
interface Group {
  readonly key: LockKey;
  readonly changes: readonly { transition: Transition<unknown>; index: number }[];
}

/** What a group decided on one read: the answers, and the document to write if there is one. */
interface Plan {
  readonly group: Group;
  readonly outcomes: readonly unknown[];
  readonly expected: LockDocument | undefined;
  readonly next: LockRecord | undefined;
}

const DUPLICATE_KEY = 11000;

/** How often a key is judged anew because another gateway was faster, before it counts as a fault. */
const MAX_ATTEMPTS = 50;

/**
 * Applies a batch of changes: reads the documents and the database's time, runs the transitions in
 * order of arrival, and writes each key's last state on the condition that its document is still
 * the one that was read (compare and set by `revision`). A key that another gateway changed in
 * between is judged anew. What writes nothing is confirmed by a read behind a barrier, which a
 * deposed primary cannot answer. Each change gets its own result; a write of unknown fate is a rejection.
 */
export class ChangeBatch {
  private readonly results: Settled[];
  private readonly parts: ChangeBatchParts;
  private readonly deadlineAt = performance.now() + TIME_BUDGET.batchMs;

  private constructor(parts: ChangeBatchParts, size: number) {
    this.parts = parts;
    this.results = new Array<Settled>(size);
  }

  static async run(
    parts: ChangeBatchParts,
    changes: readonly Change[],
  ): Promise<readonly Settled[]> {
    const batch = new ChangeBatch(parts, changes.length);
    await batch.settle(groupByKey(changes));
    return batch.results;
  }

  private async settle(groups: Group[]): Promise<void> {
    let open = groups;
    for (let attempt = 0; open.length > 0 && this.mayTry(attempt); attempt += 1) {
      open = await this.attempt(open);
    }
    for (const group of open) this.fail(group, new Error('others keep changing this lock'));
  }

  private mayTry(attempt: number): boolean {
    return attempt < MAX_ATTEMPTS && performance.now() < this.deadlineAt;
  }

  /** Answers every group but those that must be judged anew, which it returns. */
  private async attempt(groups: Group[]): Promise<Group[]> {
    try {
      const plans = await this.plan(groups, (ids) => this.read(ids, groups));
      const [overtaken, changed] = await Promise.all([
        this.write(plans.filter((plan) => plan.next)),
        this.confirm(plans.filter((plan) => !plan.next).map((plan) => plan.group)),
      ]);
      return [...overtaken, ...changed];
    } catch (error) {
      for (const group of groups) this.fail(group, error);
      return [];
    }
  }

  /** What is stored, maybe as of a little earlier: the write and the barrier find out what changed. */
  private read(ids: string[], [first, ...others]: Group[]): Promise<Reading> {
    // A second call, even for the same key, may have begun after that reading.
    const isLone = first && others.length === 0 && first.changes.length === 1;
    const prefetched = isLone ? this.parts.prefetch.take(first.key) : undefined;
    return prefetched ?? readLocks(this.parts.database, ids);
  }

  private async plan(groups: Group[], read: (ids: string[]) => Promise<Reading>): Promise<Plan[]> {
    const { documents, now } = await read(groups.map((group) => group.key.id));
    const byId = new Map(documents.map((document) => [document._id, document]));
    return groups.flatMap((group) => this.planOne(group, byId.get(group.key.id), now));
  }

  /** A document that cannot be judged fails its own group, and no other. */
  private planOne(group: Group, document: LockDocument | undefined, now: Date): Plan[] {
    try {
      return [planGroup(group, document, now)];
    } catch (error) {
      this.fail(group, error);
      return [];
    }
  }

  /** Answers the groups that still change nothing, and returns those that now would. */
  private async confirm(groups: Group[]): Promise<Group[]> {
    if (groups.length === 0) return [];
    try {
      const plans = await this.plan(groups, (ids) => this.parts.barrier.read(ids));
      plans.filter((plan) => !plan.next).forEach((plan) => this.answer(plan));
      return plans.filter((plan) => plan.next).map((plan) => plan.group);
    } catch (error) {
      for (const group of groups) this.fail(group, error);
      return [];
    }
  }

  /** Writes what each group decided, answers, and returns the groups whose document had changed. */
  private async write(plans: Plan[]): Promise<Group[]> {
    const overtaken = await Promise.all([
      this.send(
        plans.filter((plan) => !plan.expected),
        (fresh) => this.parts.locks.insertMany(fresh.map(nextDocument), { ordered: false }),
      ),
      this.send(
        plans.filter((plan) => plan.expected),
        (known) => this.parts.locks.bulkWrite(known.map(compareAndSet), { ordered: false }),
      ),
    ]);
    return overtaken.flat();
  }

  private async send(plans: Plan[], write: (plans: Plan[]) => Promise<unknown>): Promise<Group[]> {
    if (plans.length === 0) return [];
    try {
      await write(plans);
      for (const plan of plans) this.answer(plan);
      return [];
    } catch (error) {
      return this.sortOut(plans, error);
    }
  }

  /** The database names the statements that failed; without that, the fate of all is unknown. */
  private sortOut(plans: Plan[], error: unknown): Group[] {
    const failures = statementFailures(error);
    if (!failures) {
      for (const plan of plans) this.fail(plan.group, error);
      return [];
    }
    const overtaken: Group[] = [];
    plans.forEach((plan, index) => {
      const failure = failures.get(index);
      if (!failure) this.answer(plan);
      else if (failure.code === DUPLICATE_KEY) overtaken.push(plan.group);
      else this.fail(plan.group, failure);
    });
    return overtaken;
  }

  private answer({ group, outcomes }: Plan): void {
    group.changes.forEach(({ index }, position) => {
      this.results[index] = { status: 'fulfilled', value: outcomes[position] };
    });
  }

  private fail(group: Group, reason: unknown): void {
    for (const { index } of group.changes) this.results[index] = { status: 'rejected', reason };
  }
}

function groupByKey(changes: readonly Change[]): Group[] {
  const groups = new Map<string, { key: LockKey; changes: Group['changes'][number][] }>();
  changes.forEach(({ key, transition }, index) => {
    const group = groups.get(key.id);
    if (group) group.changes.push({ transition, index });
    else groups.set(key.id, { key, changes: [{ transition, index }] });
  });
  return [...groups.values()];
}

/** Each change sees what the ones before it in the batch have decided. */
function planGroup(group: Group, document: LockDocument | undefined, now: Date): Plan {
  let current = document && toRecord(document);
  let next: LockRecord | undefined;
  const outcomes = group.changes.map(({ transition }) => {
    const decision = transition(current, now);
    if (decision.next) current = next = decision.next;
    return decision.outcome;
  });
  return { group, outcomes, expected: document, next };
}

function nextDocument({ next }: Plan): LockDocument {
  if (!next) throw new Error('a plan without a change is not written');
  return toDocument(next);
}

/**
 * Replaces the very document that was read. With any other under this `_id` the upsert runs into
 * the unique `_id` and is reported by its position in the batch: so the answer is known statement
 * by statement, which a count of matched documents would not tell. A document that the clean-up
 * took in between is written anew.
 */
function compareAndSet(plan: Plan): mongo.AnyBulkWriteOperation<LockDocument> {
  const replacement = nextDocument(plan);
  const { _id, route, resourceId } = replacement;
  return {
    replaceOne: {
      // Route and id are there for a sharded collection, which must find the one shard by them.
      filter: { _id, route, resourceId, revision: plan.expected!.revision },
      replacement,
      upsert: true,
    },
  };
}

/** The failed statements by position, or undefined when the fate of the whole batch is unknown. */
function statementFailures(error: unknown): Map<number, mongo.WriteError> | undefined {
  if (!(error instanceof mongo.MongoBulkWriteError)) return undefined;
  // Written, but not known to survive: that is no success to anybody.
  if (error.result.getWriteConcernError()) return undefined;
  const failures: mongo.WriteError[] = [error.writeErrors].flat();
  return failures.length > 0
    ? new Map(failures.map((failure) => [failure.index, failure]))
    : undefined;
}
