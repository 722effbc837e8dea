/**
 * The time limit of one call and the share of each stage, in milliseconds. The clock starts once the
 * body has been received; a stage that exceeds its share fails the call early enough to answer it.
 */
export const TIME_BUDGET = {
  /** Every call is answered within this time, over every transport. */
  callMs: 4_800,
  /** After this nothing of a call begins, so that none does whose caller was told that it failed. */
  beginMs: 4_600,

  /** Authenticating the caller by all of its tokens, including the wait for earlier look-ups. */
  lookUpMs: 2_000,
  /** How long the handshake of a WebSocket waits for its look-up to begin, when very many arrive at once. */
  handshakeWaitMs: 4_000,
  /** Part of a look-up: the upper bound of the timeout of the backend's "who am I" call. */
  whoAmIMs: 2_000,
  /** Part of a look-up: fetching the public keys that verify tokens. */
  keySetMs: 1_800,

  /** A GraphQL request starts no further root field after this time. */
  beginFieldsMs: 2_000,
  /** A grant under a quota starts within this time after the request, or is not attempted. */
  beginGrantMs: 2_600,

  /** Changing a lock, including the wait for earlier batches. */
  changeMs: 2_600,
  /** Part of a change of several records together: no transaction begins after this time. */
  beginTransactionMs: 1_800,
  /** One database command, and each wait for a server or a connection. */
  commandMs: 2_500,
  /** Opening a database connection. */
  connectMs: 2_000,

  /** How long a read waits for the one before it, which may get no answer; then it is not begun. */
  waitToReadMs: 1_000,

  /** Beginning to watch locks, with the first reading of all that are held. */
  watchMs: 4_000,

  /** The ping of a readiness check to one database. */
  pingMs: 1_000,
  /** Counting the held locks at a scrape of the metrics. */
  countMs: 1_000,

  /** Before the clock starts: receiving the head of a request. */
  headMs: 10_000,
  /** Before the clock starts: receiving the whole request. */
  requestMs: 20_000,
  /** After an answer: reading and discarding what the client still sends. */
  lingerMs: 5_000,
} as const;
