import { type mongo } from 'mongoose';
import { MARKER_COMMENT } from '../../src/storage/locks/expiry-marker';

/** Every gateway marks expired locks all the time, whatever a test does. */
const isNotMarking = { 'command.comment': { $ne: MARKER_COMMENT } };
/** On a slow machine a limit of time ends a command, which is then sent in another way. */
const hasHadTime = { errCode: { $ne: 50 } };

/** What mongod wrote down about one command, when it had run it. */
export interface ProfiledCommand {
  readonly op: string;
  readonly planSummary: string | undefined;
  readonly docsExamined: number;
  readonly keysExamined: number;
  readonly hasSortStage: boolean;
  readonly millis: number;
  /** What an aggregation without documents of its own looks up; undefined for other commands. */
  readonly lookUp: mongo.Document[] | undefined;
  /** undefined where the command names none. */
  readonly readConcern: string | undefined;
}

/**
 * Runs something and returns what mongod did for it on this database: the very commands that were
 * sent, not what a test believes them to be, but for those that ran out of time. One caller at a time.
 */
export async function profiled(
  database: mongo.Db,
  run: () => Promise<unknown>,
): Promise<ProfiledCommand[]> {
  const profile = database.collection('system.profile');
  await database.command({ profile: 0 });
  await profile.drop().catch(() => {});
  await database.command({ profile: 2 });
  try {
    await run();
  } finally {
    await database.command({ profile: 0 });
  }
  const entries = await profile
    .find({
      ...{ ns: { $ne: profile.namespace }, 'command.profile': { $exists: false } },
      ...isNotMarking,
      ...hasHadTime,
    })
    .toArray();
  return entries.map((entry) => ({
    op: entry['op'] as string,
    planSummary: entry['planSummary'] as string | undefined,
    docsExamined: (entry['docsExamined'] as number | undefined) ?? 0,
    keysExamined: (entry['keysExamined'] as number | undefined) ?? 0,
    hasSortStage: entry['hasSortStage'] === true,
    millis: entry['millis'] as number,
    lookUp: lookUpOf(entry),
    readConcern: (entry['command'] as { readConcern?: { level?: string } } | undefined)?.readConcern
      ?.level,
  }));
}

function lookUpOf({ command }: mongo.Document): mongo.Document[] | undefined {
  const { pipeline } = command as { pipeline?: { $lookup?: { pipeline: mongo.Document[] } }[] };
  return pipeline?.find((stage) => stage.$lookup)?.$lookup?.pipeline;
}

/** The plan of what a command looks up: mongod writes down none, as the command itself reads nothing. */
export async function planOf(
  collection: mongo.Collection<never>,
  { lookUp }: ProfiledCommand,
): Promise<string> {
  const { queryPlanner, stages } = await collection.aggregate(lookUp).explain('queryPlanner');
  const { winningPlan } = (queryPlanner ?? {}) as { winningPlan?: unknown };
  return JSON.stringify(winningPlan ?? stages);
}
