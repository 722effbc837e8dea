/** Thrown before anything was done: the caller has sent too many requests, later ones may pass. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';

  constructor(readonly retryAfterMs: number) {
    super('too many requests');
  }
}
