import { mongo } from 'mongoose';
import { TIME_BUDGET } from '../../config/time-budget';

/** As all writes of the gateway: a command that is sent as it is knows of no defaults. */
const DURABLE = { w: 'majority', j: true, wtimeout: TIME_BUDGET.commandMs };

/** A statement that failed, as the database reports it. */
export interface StatementFailure {
  readonly code: unknown;
  readonly text: string;
  /** The same as an error of the driver. */
  readonly reason: unknown;
}

/** The failed statements of a write, by position. */
export type StatementFailures = ReadonlyMap<number, StatementFailure>;

/** What became of a write that a majority has. */
export interface WriteResult {
  readonly failures: StatementFailures;
  /**
   * The term of the primary that wrote; undefined when no statement wrote anything, and where the
   * server does not tell, as a router.
   */
  readonly term: number | undefined;
}

/** An `insert` or `update` command; each of its statements is tried, whatever becomes of the others. */
export type WriteCommand =
  | { readonly insert: string; readonly documents: readonly object[] }
  | { readonly update: string; readonly updates: readonly object[] };

interface WriteReply {
  readonly opTime?: { readonly t?: unknown };
  readonly writeErrors?: readonly { index: number; code: number; errmsg?: string }[];
}

/**
 * Sends a write and resolves once a majority has it. Rejects when every outcome is unknown. The
 * driver's own writes can be sent again by the driver, for which the database notes each statement
 * beside the document: that takes a sixth of its time for a replacement. Whoever calls this can tell
 * by what is stored whether a write took effect.
 */
export async function runWrite(database: mongo.Db, command: WriteCommand): Promise<WriteResult> {
  const unordered = { ...command, ordered: false, writeConcern: DURABLE };
  const { writeErrors = [], opTime } = (await database.command(unordered)) as WriteReply;
  const statements = 'insert' in command ? command.documents : command.updates;
  const hasWritten = writeErrors.length < statements.length;
  const term = hasWritten && typeof opTime?.t === 'number' ? opTime.t : undefined;
  const failures = writeErrors.map(({ index, code, errmsg = '' }): [number, StatementFailure] => [
    index,
    { code, text: errmsg, reason: new mongo.MongoServerError({ code, errmsg }) },
  ]);
  return { failures: new Map(failures), term };
}

/**
 * Answers of a member that stops, or that is not the primary or no longer is; and of a router that does
 * not reach it, which reports them for single statements as well.
 */
const OF_A_CHANGE_OF_PRIMARY: ReadonlySet<unknown> = new Set(
  [
    [6, 7, 9_001],
    [91, 189, 10_107, 11_600, 11_602, 13_435, 13_436],
  ].flat(),
);

/**
 * True if a command that failed so may be answered when it is sent again at once: the connection
 * broke, or another member became the primary. Not if its time ran out.
 */
export function isWorthResending(error: unknown): boolean {
  if (error instanceof mongo.MongoNetworkTimeoutError) return false;
  if (error instanceof mongo.MongoNetworkError) return true;
  return error instanceof mongo.MongoServerError && OF_A_CHANGE_OF_PRIMARY.has(error.code);
}
