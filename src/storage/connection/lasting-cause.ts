import { Error as MongooseErrors, mongo } from 'mongoose';
import { privilegeOf } from './missing-privilege';
import { mayPass } from './passing-refusal';

const NOT_MONGODB =
  'the server cannot do what the gateway needs, MongoDB 6.0 and later can; it answers: ';
const WRONG_USER =
  'the user, the password or authSource is wrong, or the server does not offer authMechanism';

/** What has to be changed after an answer with one of these error codes. */
const SERVER_CODES: Readonly<Record<number, (message: string) => string>> = {
  11: () => WRONG_USER, // UserNotFound
  13: privilegeOf, // Unauthorized
  18: () => WRONG_USER, // AuthenticationFailed
  8000: () => WRONG_USER, // AtlasError
  334: (message) => `the server does not support the authMechanism: ${message}`, // MechanismUnavailable
  73: (message) => `the database name cannot be used: ${message}`, // InvalidNamespace
  9: (message) => NOT_MONGODB + message, // FailedToParse
  20: (message) => NOT_MONGODB + message, // IllegalOperation
  59: (message) => NOT_MONGODB + message, // CommandNotFound
  72: (message) => NOT_MONGODB + message, // InvalidOptions
  115: (message) => NOT_MONGODB + message, // CommandNotSupported
  148: (message) => NOT_MONGODB + message, // ReadConcernMajorityNotEnabled
  168: (message) => NOT_MONGODB + message, // InvalidPipelineOperator
  238: (message) => NOT_MONGODB + message, // NotImplemented
  303: (message) => NOT_MONGODB + message, // FeatureNotSupported
  40324: (message) => NOT_MONGODB + message, // an unknown stage of a pipeline
  40415: (message) => NOT_MONGODB + message, // an unknown field of a command
};

/** Optional packages that the driver may need, and the option that requires each. */
const OPTION_OF_PACKAGE: readonly (readonly [RegExp, string])[] = [
  [/zstd|snappy/, 'compressors'],
  [/socks/, 'proxyHost'],
  [/kerberos|aws-sdk|gcp-metadata/, 'authMechanism'],
];

/**
 * What has to be changed before a command that failed with this error can succeed, in one line
 * without secrets; undefined when a retry may succeed.
 */
export function lastingCauseOf(error: unknown): string | undefined {
  // The driver's report of one failed statement of a bulk write is no Error.
  if (isWriteError(error)) {
    const { code, errmsg = `code ${code}` } = error;
    return lastingCauseOf(new mongo.MongoServerError({ code, errmsg }));
  }
  if (!(error instanceof Error)) return undefined;
  const cause = mistakeOfSetup(error) ?? refusalOfServer(error) ?? noServerFits(error);
  return cause === undefined ? lastingCauseOf(error.cause) : oneLine(cause);
}

/** True for `WriteError`, a class that the driver does not export. */
export function isWriteError(error: unknown): error is { code: number; errmsg?: string } {
  return (
    !(error instanceof Error) &&
    typeof (error as { code?: unknown } | null | undefined)?.code === 'number'
  );
}

function mistakeOfSetup(error: Error): string | undefined {
  if (error instanceof mongo.MongoMissingDependencyError) {
    const [, option] = OPTION_OF_PACKAGE.find(([name]) => name.test(error.message)) ?? [];
    return option ? `${option}: ${error.message}` : error.message;
  }
  const isMistake =
    error instanceof mongo.MongoParseError ||
    error instanceof mongo.MongoInvalidArgumentError ||
    error instanceof mongo.MongoMissingCredentialsError ||
    error instanceof mongo.MongoCompatibilityError ||
    // Its subclasses are about closed connections; the class itself is about options.
    error.constructor === mongo.MongoAPIError;
  return isMistake ? error.message : undefined;
}

function refusalOfServer(error: Error): string | undefined {
  if (!(error instanceof mongo.MongoServerError)) return undefined;
  const known = SERVER_CODES[Number(error.code)]?.(error.message);
  return known ?? (mayPass(error) ? undefined : refusalOf(error));
}

/** The database's own words, since a validator, a view or a limit of its own may be behind them. */
function refusalOf({ message, codeName, code }: mongo.MongoServerError): string {
  return `the database refuses what decisions need: ${message} (${codeName ?? 'code'} ${code})`;
}

function noServerFits(error: Error): string | undefined {
  const seen = topologyOf(error);
  if (!seen) return undefined;
  const servers = [...seen.servers.values()];
  // The driver drops members of other sets; when none is left, the name is wrong.
  if (servers.length === 0 && seen.setName !== null) {
    return `none of its servers belongs to a replica set of that name: replicaSet=${seen.setName}`;
  }
  const mistakes = servers.map(({ error: its }) => (its ? mistakeOfSetup(its) : undefined));
  return mistakes.includes(undefined) ? undefined : mistakes[0];
}

/** What the driver knew of the servers when it could select none; undefined for other failures. */
export function topologyOf(error: unknown): mongo.TopologyDescription | undefined {
  const isOfSelection =
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof MongooseErrors.MongooseServerSelectionError;
  const { reason } = (isOfSelection ? error : {}) as { reason?: mongo.TopologyDescription };
  return reason?.servers instanceof Map ? reason : undefined;
}

const MAX_LENGTH = 400;

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, MAX_LENGTH);
}
