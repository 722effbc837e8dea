import { type Logger } from 'pino';
import { connect } from '../storage/connection/connection';
import { inspectDatabase } from '../storage/connection/inspect-database';
import { checkServer, lasting } from '../storage/connection/server-check';
import { type Services } from './services';

/** The setting that operators know the database of the locks by. */
const SETTING = 'MONGODB_URI';

/**
 * Connects, builds the indexes and verifies the operations that every decision needs. Rejects with
 * `LastingFailure` if the operator must change something, with another error if a retry can succeed.
 */
export async function prepareDatabase(
  { connection, store, users }: Pick<Services, 'connection' | 'store' | 'users'>,
  { mongodbUri, logger }: { mongodbUri: string; logger: Logger },
): Promise<void> {
  const reached = await connect(connection, mongodbUri, SETTING);
  const startedAt = performance.now();
  const hello = await checkServer(connection, SETTING);
  const helloMs = performance.now() - startedAt;
  const decisionMs = await lasting(SETTING, () => store.prepare());
  const decidedAt = performance.now();
  const inspected = inspectDatabase(connection, mongodbUri, hello);
  const warnings = [...reached, ...inspected, ...(await users.prepare())];
  const inspectedMs = performance.now() - decidedAt;
  for (const line of warnings) logger.warn(line);
  // Everything but connecting and building indexes, which a start without checks needs too.
  const checkedMs = Math.round(helloMs + decisionMs + inspectedMs);
  logger.info({ checkedMs }, 'the database is ready');
}
