import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Authenticate } from '../domain/caller';
import { type LockService } from '../domain/lock-service';
import { type OutcomeName } from '../outcomes/outcomes';
import { type RequestObserver } from '../observability/request-observer';
import { type Admit } from './admission/admit';
import { type ClientAddressOf } from './admission/client-address';
import { type UnfinishedBodies } from './read-body';

/** Answers every request to some paths, whatever the method. */
export interface Door {
  /** Normalized, without a trailing slash. */
  readonly paths: readonly string[];
  /** Whether a trailing slash makes no difference. */
  readonly allowsTrailingSlash: boolean;
  /**
   * The body of a refusal that precedes the door, in its own form; undefined, or left out: the form
   * of the REST answers.
   */
  readonly refusalBody?: (outcome: OutcomeName) => string | undefined;
  /** Answers one request to one of `paths`; never rejects. */
  handle(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** What every door works with. */
export interface DoorOptions {
  readonly authenticate: Authenticate;
  readonly locks: LockService;
  readonly observer: RequestObserver;
  readonly admit: Admit;
  readonly addressOf: ClientAddressOf;
  readonly unfinishedBodies: UnfinishedBodies;
  /** Set on every answer; GraphQL's page for browsers has its own. */
  readonly headers: Readonly<Record<string, string>>;
}
