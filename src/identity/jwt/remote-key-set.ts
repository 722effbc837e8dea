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
  /** How long known keys count while the server of keys gives none. Default 24 h. */
  readonly maxAgeMs?: number;
  /** How often the set is loaded anew. Default 5 min. */
  readonly refreshAfterMs?: number;
  /** How soon after a load the set may be loaded again for an unknown key id, or because that load failed. Default 5 s. */
  readonly reloadAfterMs?: number;
}

/** How a set of keys is doing. */
export interface KeySetState {
  /** How long ago the keys that count now were loaded; undefined when there are none. */
  readonly ageMs: number | undefined;
  readonly failedLoads: number;
}

type FindKey = ReturnType<typeof createLocalJWKSet>;
interface LoadedKeys {
  readonly find: FindKey;
  readonly loadedAt: number;
}

const MAX_SET_BYTES = 1024 * 1024;
/** A server of keys that is away is not asked in the background more often than this. */
const MIN_RETRY_MS = 100;

/**
 * The public keys that a server publishes. Once loaded they are loaded anew in the background, so
 * that a key that was withdrawn ends within `refreshAfterMs` and no request waits for it; while the
 * server gives none, the known ones count until they are `maxAgeMs` old.
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
   * The key that a token names, for jose's `jwtVerify`. Rejects with an error of jose when there is
   * none, and with any other when the server had to be asked and gave no keys.
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

  /** Ends the loading in the background. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.refreshTimer);
  }

  /** Undefined when the keys are so new that a key they lack does not exist. */
  private async newerThan(keys: LoadedKeys): Promise<LoadedKeys | undefined> {
    if (this.keys !== keys) return this.keys;
    const { lastLoad } = this;
    if (lastLoad && performance.now() - lastLoad.endedAt < this.options.reloadAfterMs) {
      if (lastLoad.error) throw lastLoad.error;
      return undefined;
    }
    return this.load();
  }

  /** One load at a time, shared by all who wait. */
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
  const response = await idempotentGet(url, { headers, timeoutMs: TIME_BUDGET.keySetMs }).catch(
    (cause: unknown) => {
      throw new Error('JWT_JWKS_URL could not be reached', { cause });
    },
  );
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`JWT_JWKS_URL answered with status ${response.status}`);
  }
  const text = await readText(response, MAX_SET_BYTES);
  if (text === undefined) throw new Error('JWT_JWKS_URL answered with too much');
  return readKeys(text);
}

/** Quotes nothing of the answer: what an address that is wrong answers is somebody's data. */
function readKeys(text: string): FindKey {
  try {
    return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
  } catch {
    throw new Error('JWT_JWKS_URL answered 200 with something that is not a set of keys');
  }
}
