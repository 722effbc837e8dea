import { type ContractStore } from '../contract/run-case';
import { type HttpClient, type Protocol } from './http-clients';
import { type ProxyKind } from './proxy-kinds';
import { type RecordingRelay } from './recording-relay';

/** One proxy in one protocol, with all that the cases need. */
export interface Lane {
  readonly proxy: ProxyKind['name'];
  readonly protocol: Protocol;
  /** Through the example configuration to two gateways on one database. */
  readonly example: HttpClient;
  /** That database. */
  readonly store: ContractStore;
  /** Through the example configuration and a relay to one gateway that limits rates by address. */
  readonly relayed: HttpClient;
  /** Through the dialects to the same relay and gateway. */
  readonly dialects: HttpClient;
  /** Through the dialects to one of the two gateways, with nothing else between. */
  readonly unrelayed: HttpClient;
  readonly relay: RecordingRelay;
  /** HAProxy's own report on its health check. */
  readonly defaultCheckPort: number;
  /** Tries a case; it returns what was seen when that is not what was promised. */
  try(name: string, attempt: () => Promise<string | undefined>): Promise<void>;
}
