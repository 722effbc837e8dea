import { type Caller } from '../../domain/caller';

/** For whom an event of a subscription is executed. */
export interface ViewerContext {
  readonly viewer: Caller;
}
