import { type mongo } from 'mongoose';
import { isWriteError, topologyOf } from './lasting-cause';

/** Bounds the line, and ends a circular chain of causes. */
const MAX_CAUSES = 8;

/**
 * The failure and its causes in one line, with the state of each server if the driver could select
 * none.
 */
export function describeFailure(error: unknown): string {
  const parts: string[] = [];
  let cause: unknown = error;
  for (let depth = 0; cause !== undefined && depth < MAX_CAUSES; depth += 1) {
    const part = describeOne(cause);
    // Wrappers often repeat the message of what they wrap.
    if (!parts.some((known) => known.includes(part))) parts.push(part);
    cause = causeOf(cause);
  }
  return parts.join(': ').replaceAll(/\s+/g, ' ');
}

/** Mongoose gives some of its errors a cause that is a description of the servers. */
function causeOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  const isDescription = typeof cause === 'object' && !(cause instanceof Error);
  return isDescription && !isWriteError(cause) ? undefined : cause;
}

function messageOf(error: unknown): string {
  if (isWriteError(error)) return error.errmsg ?? `code ${error.code}`;
  return error instanceof Error ? error.message : String(error);
}

function describeOne(error: unknown): string {
  const message = messageOf(error);
  const servers = [...(topologyOf(error)?.servers.values() ?? [])];
  const seen = servers.map((server) => `${server.address}: ${describeServer(server)}`);
  return seen.length === 0 ? message : `${message} (${seen.join('; ')})`;
}

/** Readable names of the types of servers that do not accept writes. */
const TYPES: Readonly<Record<string, string>> = {
  RSSecondary: 'a secondary',
  RSArbiter: 'an arbiter',
  RSGhost: 'a member of no initiated replica set',
  RSOther: 'a member that is not ready',
  Unknown: 'no answer yet',
};

function describeServer({ error, type, setName }: mongo.ServerDescription): string {
  if (error && /^connection .* closed$/.test(error.message)) {
    return `${error.message}; does MongoDB listen there, and with tls as the URI says?`;
  }
  if (error) return error.message;
  const what = TYPES[type] ?? type;
  return setName ? `${what} of the replica set ${setName}` : what;
}
