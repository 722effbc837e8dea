import {
  createLocalJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from 'jose';
import { TIME_BUDGET } from '../../config/time-budget';
import { idempotentGet, readText } from '../idempotent-get';

export interface KeySetOptions {
  readonly url: string;
  /** How long loaded keys are used while the key server fails. Default: 24 h. */
  readonly maxAgeMs?: number;
  /** How often the set is reloaded. Default: 5 min. */
  readonly refreshAfterMs?: number;
  /** The delay before a reload for an unknown key id or after a failed load. Default: 5 s. */
  readonly reloadAfterMs?: number;
}

/** The state of a key set. */
export interface KeySetState {
  /** The age of the loaded keys; undefined if none are loaded. */
  readonly ageMs: number | undefined;
  readonly failedLoads: number;
}

type FindKey = ReturnType<typeof createLocalJWKSet>;
interface LoadedKeys {
  readonly find: FindKey;
  readonly loadedAt: number;
}

const MAX_SET_BYTES = 1024 * 1024;
/** The shortest delay between background loads while the key server fails. */
const MIN_RETRY_MS = 100;

/**
 * The public keys that a server publishes. Once loaded, they are reloaded in the background, so that
 * a revoked key is rejected within `refreshAfterMs` and no request waits. While the server fails,
 * the loaded keys are used until they are `maxAgeMs` old.
 */
export class RemoteKeySet implements KeySetState {
  failedLoads = 0;
  private readonly options: Required<KeySetOptions>;
  private keys: LoadedKeys | undefined;
  private loading: Promise<LoadedKeys> | undefined;
  private lastLoad: { readonly endedAt: number; readonly error: Error | undefined } | undefined;
  private refreshTimer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(options: KeySetOptions) {
    this.options = {
      maxAgeMs: 24 * 3_600_000,
      refreshAfterMs: 5 * 60_000,
      reloadAfterMs: 5_000,
      ...options,
    };
  }

  get ageMs(): number | undefined {
    return this.keys && performance.now() - this.keys.loadedAt;
  }

  /** Whether tokens can be verified now without asking the server. */
  get hasUsableKeys(): boolean {
    return this.ageMs !== undefined && this.ageMs < this.options.maxAgeMs;
  }

  /** Loads the keys before the first request needs them; rejects when the server gives none. */
  async prepare(): Promise<void> {
    if (!this.hasUsableKeys) await this.load();
  }

  /**
   * Finds the key of a token, for `jwtVerify` of jose. Rejects with an error of jose if there is no
   * such key, and with another error if the keys had to be loaded and the server failed.
   */
  readonly find = async (
    header: JWSHeaderParameters,
    token: FlattenedJWSInput,
  ): ReturnType<FindKey> => {
    const keys = this.hasUsableKeys ? this.keys! : await this.load();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const newer = await this.newerThan(keys);
      if (!newer) throw error;
      return newer.find(header, token);
    }
  };

  /** Stops loading in the background. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.refreshTimer);
  }

  /** Undefined if the keys were loaded so recently that a missing key does not exist. */
  private async newerThan(keys: LoadedKeys): Promise<LoadedKeys | undefined> {
    if (this.keys !== keys) return this.keys;
    const { lastLoad } = this;
    if (lastLoad && performance.now() - lastLoad.endedAt < this.options.reloadAfterMs) {
      if (lastLoad.error) throw lastLoad.error;
      return undefined;
    }
    return this.load();
  }

  /** Loads the keys; concurrent callers share one load. */
  private load(): Promise<LoadedKeys> {
    this.loading ??= this.loadOnce().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async loadOnce(): Promise<LoadedKeys> {
    const startedAt = performance.now();
    const { url, refreshAfterMs, reloadAfterMs } = this.options;
    try {
      this.keys = { find: await getKeys(url), loadedAt: startedAt };
      this.ended(undefined, refreshAfterMs);
      return this.keys;
    } catch (error) {
      this.failedLoads += 1;
      this.ended(error as Error, Math.max(reloadAfterMs, MIN_RETRY_MS));
      throw error;
    }
  }

  private ended(error: Error | undefined, nextLoadMs: number): void {
    this.lastLoad = { endedAt: performance.now(), error };
    clearTimeout(this.refreshTimer);
    if (this.isClosed) return;
    this.refreshTimer = setTimeout(() => void this.load().catch(() => {}), nextLoadMs).unref();
  }
}

async function getKeys(url: string): Promise<FindKey> {
  const headers = { Accept: 'application/json, application/jwk-set+json' };
  const response = await idempotentGet(url, {
    headers,
    signal: AbortSignal.timeout(TIME_BUDGET.keySetMs),
  }).catch((cause: unknown) => {
    throw new Error('JWT_JWKS_URL could not be reached', { cause });
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`JWT_JWKS_URL answered with status ${response.status}`);
  }
  const text = await readText(response, MAX_SET_BYTES);
  if (text === undefined) throw new Error('JWT_JWKS_URL answered with a body that is too large');
  return readKeys(text);
}

/** The errors quote nothing of the answer: a wrong URL can return personal data. */
function readKeys(text: string): FindKey {
  try {
    return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
  } catch {
    throw new Error('JWT_JWKS_URL answered 200 with something that is not a key set');
  }
}
