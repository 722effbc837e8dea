import ConnectionString from 'mongodb-connection-string-url';
import { LastingFailure } from './lasting-failure';

/** The connection string itself is wrong; a retry would fail again. */
export class UnusableUri extends LastingFailure {
  override readonly name = 'UnusableUri';
}

/** Options that only concern how the servers are reached. */
const KEPT = `
  appName authMechanism authMechanismProperties authSource autoSelectFamily
  autoSelectFamilyAttemptTimeout compressors directConnection family localThresholdMS maxConnecting
  maxIdleTimeMS mongodbLogMaxDocumentLength mongodbLogPath proxyHost proxyPassword proxyPort
  proxyUsername replicaSet serverMonitoringMode servername srvAllowedHostsSuffix srvMaxHosts
  srvServiceName ssl tls tlsCAFile tlsCRLFile tlsCertificateKeyFile tlsCertificateKeyFilePassword
  zlibCompressionLevel`;

const WRITES = 'writes wait until a majority has journaled them';
const READS = 'reads go to the primary only';
const RETRIES = 'the gateway decides what is retried';
const TIMES = 'the gateway sets its time limits and pool sizes itself';

/** Options that the gateway sets itself; `same` is the value that makes no difference. */
const FIXED: Readonly<Record<string, { readonly instead: string; readonly same?: string }>> = {
  w: { instead: WRITES, same: 'majority' },
  j: { instead: WRITES, same: 'true' },
  journal: { instead: WRITES, same: 'true' },
  fsync: { instead: WRITES },
  wtimeout: { instead: WRITES },
  wtimeoutMS: { instead: WRITES },
  readPreference: { instead: READS, same: 'primary' },
  readPreferenceTags: { instead: READS },
  maxStalenessSeconds: { instead: READS },
  readConcernLevel: { instead: 'the gateway sets the read concern of each read', same: 'majority' },
  retryWrites: { instead: RETRIES, same: 'true' },
  retryReads: { instead: RETRIES, same: 'true' },
  maxAdaptiveRetries: { instead: RETRIES },
  enableOverloadRetargeting: { instead: RETRIES },
  timeoutMS: { instead: TIMES },
  serverSelectionTimeoutMS: { instead: TIMES },
  socketTimeoutMS: { instead: TIMES },
  connectTimeoutMS: { instead: TIMES },
  waitQueueTimeoutMS: { instead: TIMES },
  heartbeatFrequencyMS: { instead: TIMES },
  minHeartbeatFrequencyMS: { instead: TIMES },
  maxPoolSize: { instead: TIMES },
  minPoolSize: { instead: TIMES },
  noDelay: { instead: 'small packets are sent at once', same: 'true' },
  monitorCommands: { instead: 'these events are not used', same: 'false' },
};

const UNVERIFIED = 'lets anyone impersonate the database; set tlsCAFile to its authority';

/** Options that must not be `true`. */
const REFUSED_WHEN_TRUE: Readonly<Record<string, string>> = {
  tlsInsecure: UNVERIFIED,
  tlsAllowInvalidCertificates: UNVERIFIED,
  tlsAllowInvalidHostnames: UNVERIFIED,
  loadBalanced: 'is not supported; list the members or the routers instead',
};

/** Options for code: the representation of documents, or values that are not text. */
const REFUSED = `
  auth autoEncryption bsonRegExp checkKeys connectionType dbName driverInfo enableUtf8Validation
  fieldsAsRaw forceServerObjectId ignoreUndefined minInternalBufferSize mongodbLogComponentSeverities
  name pkFactory promoteBuffers promoteLongs promoteValues raw readConcern runtimeAdapters
  serializeFunctions serverApi srvHostValidator srvPoller useBigInt64 writeConcern
  allowPartialTrustChain minDHSize pskCallback secureContext enableTrace requestCert
  rejectUnauthorized checkServerIdentity keepAliveInitialDelay ALPNProtocols SNICallback session
  requestOCSP localAddress localPort hints lookup ca cert ciphers crl ecdhCurve key passphrase pfx
  secureProtocol index __skipPingOnConnect`;

type Treatment =
  | { readonly kind: 'kept' }
  | { readonly kind: 'fixed'; readonly instead: string; readonly same?: string }
  | { readonly kind: 'refused'; readonly why: string; readonly value?: string };

const TREATMENTS: ReadonlyMap<string, Treatment> = new Map(
  [
    ...words(KEPT).map((name) => [name, { kind: 'kept' }] as const),
    ...Object.entries(FIXED).map(([name, fixed]) => [name, { kind: 'fixed', ...fixed }] as const),
    ...Object.entries(REFUSED_WHEN_TRUE).map(
      ([name, why]) => [name, { kind: 'refused', why, value: 'true' }] as const,
    ),
    ...words(REFUSED).map(
      (name) => [name, { kind: 'refused', why: 'cannot be set in the connection string' }] as const,
    ),
  ].map(([name, treatment]: readonly [string, Treatment]) => [name.toLowerCase(), treatment]),
);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** How an option of the driver is treated; undefined for one that is in no list above. */
export function treatmentOf(option: string): Treatment | undefined {
  return TREATMENTS.get(option.toLowerCase());
}

/** A connection string without the options that the gateway sets itself, and a warning for each. */
export interface SafeUri {
  readonly uri: string;
  readonly warnings: readonly string[];
}

/**
 * Removes options that would weaken durability, reads or retries, with a warning for each; throws
 * `UnusableUri`, which names setting and option, for those that cannot be ignored.
 */
export function safeUri(uri: string, setting: string): SafeUri {
  const parsed = new ConnectionString(uri);
  const warnings: string[] = [];
  let isChanged = false;
  for (const [name, value] of [...parsed.searchParams]) {
    const treatment = treatmentOf(name);
    if (treatment?.kind === 'refused' && (treatment.value ?? value) === value) {
      throw new UnusableUri(`${setting} cannot be used: ${name} ${treatment.why}`);
    }
    if (treatment?.kind !== 'fixed') continue;
    parsed.searchParams.delete(name);
    isChanged = true;
    if (value !== treatment.same) {
      warnings.push(`${setting}: ${name} has no effect: ${treatment.instead}`);
    }
  }
  return { uri: isChanged ? parsed.toString() : uri, warnings: [...new Set(warnings)] };
}
