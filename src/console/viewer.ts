import { createContext, useContext } from 'react';
import { type LockClient, type LockFault, type Viewer } from '../client/public';

/** Who looks at the page, as the gateway knows them. */
export interface ViewerSnapshot {
  readonly viewer: Viewer | null;
  /** Why it is not known, or may have changed. */
  readonly fault: LockFault | null;
}

/** The signed-in user, asked for again whenever it may be another. */
export interface ViewerStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => ViewerSnapshot;
  readonly ask: () => void;
}

/** Creates the store; it asks when it is told to. */
export function createViewerStore(client: Pick<LockClient, 'me'>): ViewerStore {
  const listeners = new Set<() => void>();
  let snapshot: ViewerSnapshot = { viewer: null, fault: null };
  let isAsking = false;
  const show = (next: ViewerSnapshot): void => {
    if (JSON.stringify(next.viewer) === JSON.stringify(snapshot.viewer)) {
      if (next.fault === snapshot.fault) return;
      next = { viewer: snapshot.viewer, fault: next.fault };
    }
    snapshot = next;
    for (const listener of [...listeners]) listener();
  };
  const ask = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      show({ viewer: await client.me(), fault: null });
    } catch (error) {
      const fault = error as LockFault;
      const isKnown = fault.kind === 'unauthenticated' || fault.kind === 'forbidden';
      // Who it was stays while the gateway is away.
      show({ viewer: isKnown ? null : snapshot.viewer, fault });
    } finally {
      isAsking = false;
    }
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    ask: () => void ask(),
  };
}

/** What the gateway lets the viewer do. */
export interface Rights {
  readonly userId: string;
  /** Take over and force-remove locks, and read what others did. */
  readonly canOverride: boolean;
  /** The gateway refused what it should have let them do: their rights are others by now. */
  readonly askAgain: () => void;
}

const RightsContext = createContext<Rights>({
  ...{ userId: '', canOverride: false, askAgain: () => {} },
});

export const RightsProvider = RightsContext.Provider;

/** What the viewer may do. */
export function useRights(): Rights {
  return useContext(RightsContext);
}

/** The rights that the permissions of a viewer give. */
export function rightsOf({ user, permissions }: Viewer, askAgain: () => void): Rights {
  return { userId: user.id, canOverride: permissions.includes('override-locks'), askAgain };
}
