import { assembleClient } from './assemble';
import { type LockClient, type LockClientOptions } from './lock-client';
import { currentPage } from './page';
import { realPorts } from './ports';
import { tabLinks } from './shared-tabs';
import { sessionStore } from './tab-session';

/** Creates a client of the gateway at `options.url`; it asks nothing until it is used. */
export function createLockClient(options: LockClientOptions): LockClient {
  const ports = realPorts(options.fetch);
  const links = tabLinks();
  return assembleClient(options, { ports, page: currentPage(ports), store: sessionStore(), links });
}
