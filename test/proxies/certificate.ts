import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A self-signed certificate for the loopback interface, as files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  /** Certificate and key in one file. */
  readonly both: string;
  /** The certificate itself, for callers that have to trust it. */
  readonly pem: string;
}

/** Lets openssl make one that is valid for a day. */
export async function makeCertificate(directory: string): Promise<Certificate> {
  const certificate = join(directory, 'certificate.pem');
  const key = join(directory, 'key.pem');
  const both = join(directory, 'both.pem');
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-keyout', key, '-out', certificate, '-days', '1', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
  ]);
  const pem = await readFile(certificate, 'utf8');
  await writeFile(both, pem + (await readFile(key, 'utf8')), { mode: 0o600 });
  return { certificate, key, both, pem };
}
