import { mongo } from 'mongoose';
import { safeUri, treatmentOf, UnusableUri } from '../../../src/storage/connection/uri-options';

/** The driver's own table; it has no types. */
const { OPTIONS } = jest.requireActual<{ OPTIONS: Record<string, { type?: string }> }>(
  'mongodb/lib/connection_string',
);

const HOST = 'mongodb://127.0.0.1:1/locks';

/** A value that the driver takes and that is not its default, where `true` is none. */
const SAMPLES: Readonly<Record<string, string>> = {
  authMechanism: 'SCRAM-SHA-256',
  authMechanismProperties: 'SERVICE_NAME:x',
  compressors: 'zlib',
  family: '4',
  maxConnecting: '3',
  mongodbLogPath: 'stderr',
  readConcernLevel: 'local',
  readPreference: 'secondary',
  readPreferenceTags: 'dc:east',
  serverMonitoringMode: 'poll',
  journal: 'false',
  j: 'false',
  retryReads: 'false',
  retryWrites: 'false',
  noDelay: 'false',
  w: '1',
};

/** What decides about durability, reads, retries and time. */
const GUARANTEES = [
  ...['writeConcern', 'readConcern', 'readPreference', 'retryWrites', 'retryReads'],
  ...['maxAdaptiveRetries', 'enableOverloadRetargeting', 'serverSelectionTimeoutMS'],
  ...['socketTimeoutMS', 'connectTimeoutMS', 'waitQueueTimeoutMS', 'heartbeatFrequencyMS'],
  ...['minHeartbeatFrequencyMS', 'maxPoolSize', 'minPoolSize', 'promoteLongs', 'useBigInt64'],
  ...['promoteValues', 'promoteBuffers', 'raw', 'ignoreUndefined', 'serializeFunctions'],
  ...['rejectUnauthorized', 'checkServerIdentity', 'loadBalanced', 'noDelay'],
] as const;

function guaranteesOf(uri: string): unknown[] {
  const { options } = new mongo.MongoClient(uri);
  return GUARANTEES.map((name) => (options as unknown as Record<string, unknown>)[name]);
}

function sampleOf(name: string): string {
  const type = OPTIONS[name]?.type;
  return SAMPLES[name] ?? (type === 'int' || type === 'uint' ? '7' : 'true');
}

const all = Object.keys(OPTIONS);
const ofKind = (kind: string): string[] => all.filter((name) => treatmentOf(name)?.kind === kind);

test('every option of the driver has been thought about', () => {
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((name) => treatmentOf(name) === undefined)).toEqual([]);
});

test.each(ofKind('fixed'))('%s has no effect, and a warning says so', (name) => {
  const { uri, warnings } = safeUri(`${HOST}?${name}=${sampleOf(name)}`, 'MONGODB_URI');
  expect(warnings).toEqual([expect.stringMatching(`^MONGODB_URI: ${name} has no effect: `)]);
  expect(guaranteesOf(uri)).toEqual(guaranteesOf(HOST));
});

test.each(ofKind('refused'))('%s is refused by its name', (name) => {
  const attempt = (): unknown => safeUri(`${HOST}?${name}=true`, 'MONGODB_URI');
  expect(attempt).toThrow(UnusableUri);
  expect(attempt).toThrow(`MONGODB_URI cannot be used: ${name} `);
});

const NEEDS_SRV = /^srv/;
const NEEDS_MORE = /^(proxy|authMechanism)/;

test.each(ofKind('kept').filter((name) => !NEEDS_SRV.test(name) && !NEEDS_MORE.test(name)))(
  '%s is passed on and weakens nothing',
  (name) => {
    const given = `${HOST}?${name}=${sampleOf(name)}`;
    expect(safeUri(given, 'MONGODB_URI')).toEqual({ uri: given, warnings: [] });
    expect(guaranteesOf(given)).toEqual(guaranteesOf(HOST));
  },
);

test('what every hosted MongoDB writes into its connection strings needs no warning', () => {
  const given =
    'mongodb+srv://alice:secret@db.example.com/locks?retryWrites=true&w=majority&appName=X';
  const { uri, warnings } = safeUri(given, 'MONGODB_URI');
  expect(warnings).toEqual([]);
  expect(uri).toContain('alice:secret@db.example.com/locks');
});

test('the case of an option and its repetition make no difference', () => {
  const { uri, warnings } = safeUri(
    `${HOST}?READPREFERENCE=secondary&readpreferencetags=a:b&readpreferencetags=c:d`,
    'USERS_MONGODB_URI',
  );
  expect(warnings).toHaveLength(2);
  expect(guaranteesOf(uri)).toEqual(guaranteesOf(HOST));
});

test('what must not be true may be false', () => {
  const given = `${HOST}?tls=true&tlsInsecure=false`;
  expect(safeUri(given, 'MONGODB_URI')).toEqual({ uri: given, warnings: [] });
});
