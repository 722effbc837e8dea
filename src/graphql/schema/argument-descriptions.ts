/** Descriptions of arguments that several fields take. */
export const ROUTE =
  'The base route, e.g. `volume`: 1 to 128 characters. Surrounding slashes are ignored; otherwise ' +
  'routes are compared exactly.';

export const ID_IN_ROUTE =
  'The id of the resource within the route, e.g. `1234`: 1 to 256 characters.';

export const LEASE =
  'The lease in seconds, from 10 to 86400. Null means the default of the gateway (`LOCK_TTL`) for a ' +
  'new grant, and the current lease for a renewal. A renewal never shortens a lease.';

export const NOTE =
  'A note for people, at most 280 characters. On renewal, null keeps the note and an empty text ' +
  'clears it; for a new grant, both mean no note.';

export const SESSION_ID =
  'The session of the caller, for example a random id of the tab: 1 to 64 printable ASCII ' +
  'characters. Null means whatever session the lock is in.';

export const ONLY_SESSION =
  'Removes only a grant in this session: for an acquire whose answer was lost, so that its token is not ' +
  'known. Null removes one in any session.';

export const REASON = 'Why, recorded with the change: at most 280 characters.';
