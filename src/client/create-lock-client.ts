import { createCallGateway } from './call-gateway';
import { type LockClient, type LockClientOptions } from './lock-client';
import { createOperations } from './operations';
import { realPorts } from './ports';

/** Creates a client of the gateway at `options.url`; it asks nothing until it is used. */
export function createLockClient(options: LockClientOptions): LockClient {
  const ports = realPorts(options.fetch);
  const sessionId = options.sessionId ?? ports.newId();
  const call = createCallGateway(
    {
      url: String(options.url),
      credentials: options.credentials ?? 'include',
      headers: options.headers ?? {},
    },
    ports,
  );
  return {
    sessionId,
    ...createOperations(call, sessionId),
    hold: () => {
      throw new Error('not built yet');
    },
    watch: () => {
      throw new Error('not built yet');
    },
    close: () => Promise.resolve(),
  };
}
