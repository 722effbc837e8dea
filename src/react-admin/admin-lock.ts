import { type LockClient } from '../client/lock-client';
import { type Lock } from '../client/lock-types';

/** The id of a record or of a user in react-admin. */
export type Identifier = string | number;

/** A lock as react-admin's hooks read it. */
export interface AdminLock {
  /** The full lock identifier. */
  readonly id: string;
  readonly resource: string;
  readonly recordId: Identifier;
  /** Who has it: equal to the user's own identity only if this page may have it. */
  readonly identity: Identifier;
  /** When the grant began, as ISO 8601 text. */
  readonly createdAt: string;
  /** All that the gateway says of it. */
  readonly lock: Lock;
}

/** How resources, records and users of react-admin are named at the gateway. */
export interface NameOptions {
  /** The base route of a resource; otherwise its name. */
  readonly routeOf?: ((resource: string) => string) | undefined;
  /** The id of a record from that of its lock, which is always text; otherwise that text. */
  readonly recordIdOf?: ((resource: string, id: string) => Identifier) | undefined;
  /** The identity of a holder who is somebody else; otherwise the user's id. */
  readonly identityOf?: ((lock: Lock) => Identifier) | undefined;
}

/** Translates between react-admin and the gateway. */
export class Names {
  readonly #client: LockClient;
  readonly #options: NameOptions;
  #ownIdentity: Identifier | undefined;

  constructor(client: LockClient, options: NameOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** Learns what react-admin calls the signed-in user: `authProvider.getIdentity().id`. */
  learnIdentity(identity: Identifier | undefined): void {
    this.#ownIdentity = identity ?? this.#ownIdentity;
  }

  routeOf(resource: string): string {
    return this.#options.routeOf?.(resource) ?? resource;
  }

  recordIdOf(resource: string, id: string): Identifier {
    return this.#options.recordIdOf?.(resource, id) ?? id;
  }

  /** `recordId` is the id as react-admin asked for it, if it did: its type is kept. */
  adminLock(resource: string, lock: Lock, recordId?: Identifier): AdminLock {
    return {
      id: lock.id,
      resource,
      recordId: recordId ?? this.recordIdOf(resource, lock.resourceId),
      identity: this.#identityOf(lock),
      createdAt: lock.acquiredAt,
      lock,
    };
  }

  #identityOf(lock: Lock): Identifier {
    if (this.isHere(lock)) return this.#ownIdentity ?? this.#holderOf(lock);
    // A form opens for whoever has the user's own identity, and this page has not got the lock.
    return lock.heldByMe ? `${lock.holder.username} (another tab)` : this.#holderOf(lock);
  }

  #holderOf(lock: Lock): Identifier {
    return this.#options.identityOf?.(lock) ?? lock.holder.id;
  }

  /** True when the user has the lock, and not in another tab. */
  isHere(lock: Lock): boolean {
    const { sessionId } = this.#client;
    // Each hold has a session of its own below that of the tab.
    return lock.heldByMe && `${lock.sessionId ?? sessionId}.`.startsWith(`${sessionId}.`);
  }
}
