import { readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

/** The options of a connection string that name TLS files. */
export interface TlsFiles {
  readonly tlsCAFile?: string | undefined;
  readonly tlsCRLFile?: string | undefined;
  readonly tlsCertificateKeyFile?: string | undefined;
  readonly passphrase?: string | undefined;
}

/** The problem with the first file that cannot be used, naming the option; undefined if none. */
export async function tlsFileProblem(files: TlsFiles): Promise<string | undefined> {
  return (
    (await problemOf('tlsCAFile', files.tlsCAFile, (ca) => ({ ca }))) ??
    (await problemOf('tlsCRLFile', files.tlsCRLFile, (crl) => ({ crl }))) ??
    (await problemOf('tlsCertificateKeyFile', files.tlsCertificateKeyFile, (pem) => ({
      cert: pem,
      key: pem,
      ...(files.passphrase !== undefined && { passphrase: files.passphrase }),
    })))
  );
}

async function problemOf(
  option: string,
  path: string | undefined,
  use: (pem: Buffer) => SecureContextOptions,
): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    createSecureContext(use(await readFile(path)));
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `${option} ${JSON.stringify(path)} cannot be used: ${why}`;
  }
}
