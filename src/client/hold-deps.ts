import { type Agenda } from './agenda';
import { type Clock } from './clock';
import { type Heartbeat } from './heartbeat';
import { type LiveHub } from './live-hub';
import { type Operations } from './operations';
import { type Ports } from './ports';
import { type Removals } from './removals';

/** What all holds of a client share. */
export interface HoldDeps {
  readonly clock: Clock;
  readonly agenda: Agenda;
  readonly heartbeat: Heartbeat;
  readonly operations: Operations;
  readonly removals: Removals;
  readonly hub: LiveHub;
  readonly ports: Pick<Ports, 'random' | 'reportError'>;
  /** True for a session of this tab that no hold of this page is in: its lock may be moved here. */
  readonly isLeftOver: (sessionId: string | null) => boolean;
}
