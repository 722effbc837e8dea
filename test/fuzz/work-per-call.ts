import { type mongo } from 'mongoose';
import { type Family } from './hostile-call';

/** Counts what mongod does for the calls of each part of a run; nobody else may use that mongod. */
export class WorkPerCall {
  private readonly totals = new Map<Family | 'quiet', { operations: number; calls: number }>();
  private operationsBefore = 0;
  private calls = 0;

  constructor(private readonly database: mongo.Db) {}

  async begin(): Promise<void> {
    this.operationsBefore = await this.operations();
    this.calls = 0;
  }

  /** One more call has its answer. */
  answered(): void {
    this.calls += 1;
  }

  /** Adds what happened since `begin` to a part of the run. */
  async end(part: Family | 'quiet'): Promise<void> {
    const total = this.totals.get(part) ?? { operations: 0, calls: 0 };
    this.totals.set(part, {
      operations: total.operations + (await this.operations()) - this.operationsBefore,
      calls: total.calls + this.calls,
    });
  }

  /** Operations for one call on average, by part. */
  get perCall(): ReadonlyMap<Family | 'quiet', number> {
    return new Map(
      [...this.totals].map(([part, { operations, calls }]) => [
        part,
        operations / Math.max(1, calls),
      ]),
    );
  }

  private async operations(): Promise<number> {
    const { opcounters } = (await this.database.admin().serverStatus()) as {
      opcounters: { query: number; insert: number; update: number; delete: number };
    };
    const { query, insert, update } = opcounters;
    return query + insert + update + opcounters.delete;
  }
}
