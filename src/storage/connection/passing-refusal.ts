import { type mongo } from 'mongoose';

/** The labels of failures that the server or the driver expects to pass. */
const LABELS = [
  'RetryableWriteError',
  'TransientTransactionError',
  'UnknownTransactionCommitResult',
  'ResetPool',
  'PoolRequestedRetry',
  'InterruptInUseConnections',
  'RetryableError',
  'SystemOverloadedError',
];

/** Codes of refusals that pass by themselves, whether or not the server labels them. */
const CODES: ReadonlySet<number> = new Set(
  [
    // Elections, members that start or recover, replica sets that are not initiated yet.
    [74, 93, 94, 133, 134, 189, 211, 216, 10_058, 10_107, 11_602, 13_435, 13_436],
    // Shutdowns and interruptions.
    [43, 91, 175, 237, 290, 11_600, 11_601],
    // Time limits, and too few members for a majority.
    [24, 50, 64, 89, 100, 202, 262],
    // The network behind a router, and shards that move.
    [6, 7, 63, 70, 150, 234, 249, 317, 325, 356, 358, 384, 9_001, 13_388],
    // Other clients at the same time, such as another gateway that builds the same indexes.
    [26, 46, 48, 112, 117, 215, 225, 244, 251, 276, 11_000, 12_586, 12_587],
    // Overload, a full disk, expired sign-ins, and failures that the server cannot explain.
    [1, 8, 365, 391, 462, 14_031],
  ].flat(),
);

/** True when the server may accept the same command later although nobody changes anything. */
export function mayPass(error: mongo.MongoServerError): boolean {
  const isUnexplained = typeof error.code !== 'number';
  return (
    isUnexplained ||
    CODES.has(error.code as number) ||
    LABELS.some((label) => error.hasErrorLabel(label))
  );
}
