import { type Connection, type mongo } from 'mongoose';
import { lastingCauseOf } from './lasting-cause';
import { LastingFailure } from './lasting-failure';

/** The `maxWireVersion` of MongoDB 6.0. */
const WIRE_VERSION_OF_6_0 = 17;

/** The parts of a server's answer to `hello` that say what it is. */
export interface Hello {
  readonly maxWireVersion?: number;
  readonly setName?: string;
  readonly msg?: string;
  readonly hosts?: readonly string[];
  readonly passives?: readonly string[];
  readonly arbiters?: readonly string[];
}

/**
 * Resolves with what the server is; rejects with `LastingFailure` when it is too old, or when
 * `directConnection` binds the gateway to one of several members, which may not stay the primary.
 */
export async function checkServer(connection: Connection, setting: string): Promise<Hello> {
  const database = connection.db!;
  const hello = (await database.command({ hello: 1 })) as Hello;
  if ((hello.maxWireVersion ?? 0) < WIRE_VERSION_OF_6_0) {
    throw new LastingFailure(
      `${setting}: the server is older than MongoDB 6.0${await versionOf(database)}; use 6.0 or later`,
    );
  }
  const { hosts = [], passives = [], arbiters = [] } = hello;
  const members = hosts.length + passives.length + arbiters.length;
  if (members > 1 && connection.getClient().options.directConnection) {
    throw new LastingFailure(
      `${setting}: directConnection reaches one of ${members} members; remove it and set replicaSet`,
    );
  }
  return hello;
}

/** The version for the message; empty when the server does not report it. */
async function versionOf(database: mongo.Db): Promise<string> {
  try {
    const { version } = await database.command({ buildInfo: 1 });
    return ` (it is ${String(version)})`;
  } catch {
    return '';
  }
}

/** A query for `find`. */
export interface SampleQuery {
  readonly collection: string;
  readonly filter: mongo.Filter<mongo.Document>;
  readonly projection: object;
}

/**
 * Runs a query that needs the privileges and operators of the given one, without reading a document;
 * rejects as `lasting`.
 */
export async function checkRead(
  connection: Connection,
  { collection, filter, projection, setting }: SampleQuery & { setting: string },
): Promise<void> {
  const documents = connection.db!.collection(collection);
  const nothing = { $and: [{ _id: { $in: [] } }, filter] };
  await lasting(setting, () => documents.findOne(nothing, { projection }));
}

/** Runs a step of the start; a failure that a retry repeats rejects with a `LastingFailure`. */
export async function lasting<Result>(
  setting: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    const cause = error instanceof LastingFailure ? undefined : lastingCauseOf(error);
    if (cause === undefined) throw error;
    throw new LastingFailure(`${setting} cannot be used: ${cause}`, { cause: error });
  }
}
