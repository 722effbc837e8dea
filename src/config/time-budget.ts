/**
 * The time of one call and what each stage may take of it, in milliseconds. A call's clock starts
 * when its body is there; a stage that has used up its share fails the call in time for an answer.
 */
export const TIME_BUDGET = {
  /** Every call is answered by then, over every transport. */
  callMs: 4_800,
  /** After this nothing of a call begins, so that none does whose caller was told that it failed. */
  beginMs: 4_600,

  /** Finding out who the caller is, by all tokens together, waiting for earlier look-ups included. */
  lookUpMs: 2_000,
  /** Part of a look-up: the longest that the backend's "who am I" may be given. */
  whoAmIMs: 2_000,
  /** Part of a look-up: fetching the keys that tokens are signed with. */
  keySetMs: 1_800,

  /** After this a GraphQL request begins no further root field. */
  beginFieldsMs: 2_000,
  /** Within this after being asked for, a grant under a quota begins or is not tried at all. */
  beginGrantMs: 2_600,

  /** Changing a lock, waiting for earlier batches included. */
  changeMs: 2_600,
  /** One command to the database, and each wait for a node or a connection. */
  commandMs: 2_500,
  /** Opening one connection to the database. */
  connectMs: 2_000,

  /** A readiness check's question to one database. */
  pingMs: 1_000,
  /** Counting the held locks when metrics are read. */
  countMs: 1_000,

  /** Before the clock of a call starts: receiving the head of a request. */
  headMs: 10_000,
  /** Before the clock of a call starts: receiving all of a request. */
  requestMs: 20_000,
  /** After an answer: reading on and discarding what the client still sends. */
  lingerMs: 5_000,
} as const;
