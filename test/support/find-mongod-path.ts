import { findMongod } from '../../src/embedded/find-mongod';

/** The path of a mongod that runs here, found as the embedded database finds it; rejects with one line when there is none. */
export async function findMongodPath(): Promise<string> {
  const report = (line: string): void => void process.stdout.write(`${line}\n`);
  return (await findMongod({ env: process.env, report })).path;
}
