import { createContext, type ReactNode, useContext } from 'react';
import { type LockClient } from '../client/lock-client';

const LockClientContext = createContext<LockClient | null>(null);

/** What `LockProvider` takes. */
export interface LockProviderProps {
  /** One for the whole page, made outside of the components; whoever made it closes it. */
  readonly client: LockClient;
  readonly children?: ReactNode;
}

/** Gives the client to the hooks below it. */
export function LockProvider({ client, children }: LockProviderProps): ReactNode {
  return <LockClientContext.Provider value={client}>{children}</LockClientContext.Provider>;
}

/** The client of the nearest `LockProvider`, unless one is given; throws when there is neither. */
export function useLockClient(given?: LockClient): LockClient {
  const provided = useContext(LockClientContext);
  const client = given ?? provided;
  if (client === null) {
    throw new Error('There is no lock client: use <LockProvider>.');
  }
  return client;
}
