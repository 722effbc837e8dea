import { rm } from 'node:fs/promises';
import './mongo-global-setup';

/** Ends the shared mongod and removes its data. */
export default async function stopSharedMongod(): Promise<void> {
  const shared = globalThis.sharedMongod;
  if (shared === undefined) return;
  await shared.database.stop();
  await rm(shared.dataDir, { recursive: true, force: true });
}
