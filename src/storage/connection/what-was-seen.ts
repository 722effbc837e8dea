import { type mongo } from 'mongoose';
import { topologyOf } from './lasting-cause';

/** The failure in one line, with the state of each server if the driver could select none. */
export function describeFailure(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const servers = [...(topologyOf(error)?.servers.values() ?? [])];
  const seen = servers.map((server) => `${server.address}: ${describeServer(server)}`);
  const line = seen.length === 0 ? message : `${message} (${seen.join('; ')})`;
  return line.replaceAll(/\s+/g, ' ');
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
  if (error) return error.message;
  const what = TYPES[type] ?? type;
  return setName ? `${what} of the replica set ${setName}` : what;
}
