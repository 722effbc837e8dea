import { type Logger } from 'pino';
import { connect, inspectDatabase } from '../storage/connection/connection';
import { checkServer, lasting } from '../storage/connection/server-check';
import { type Services } from './services';

/** The setting of the locks' database, as people know it. */
const SETTING = 'MONGODB_URI';

/**
 * Connects, builds the indexes and tries what every decision needs. Rejects with `LastingFailure` when a
 * person must change something, with any other error when a later attempt may succeed.
 */
export async function prepareDatabase(
  { connection, store, users }: Pick<Services, 'connection' | 'store' | 'users'>,
  { mongodbUri, logger }: { mongodbUri: string; logger: Logger },
): Promise<void> {
  const reached = await connect(connection, mongodbUri, SETTING);
  const startedAt = performance.now();
  await checkServer(connection, SETTING);
  const helloMs = performance.now() - startedAt;
  const decisionMs = await lasting(SETTING, () => store.prepare());
  const decidedAt = performance.now();
  const inspected = await inspectDatabase(connection, mongodbUri);
  const warnings = [...reached, ...inspected, ...(await users.prepare())];
  const inspectedMs = performance.now() - decidedAt;
  for (const line of warnings) logger.warn(line);
  // Everything but connecting and building indexes, which a start without checks needs as well.
  const checkedMs = Math.round(helloMs + decisionMs + inspectedMs);
  logger.info({ checkedMs }, 'the database has all that decisions need');
}
