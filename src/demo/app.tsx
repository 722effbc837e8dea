import { type ReactNode, useEffect, useReducer } from 'react';
import { LockFault, type Viewer } from '../client/public';
import { useLockClient, useLocks } from '../react/public';
import { Guide } from './guide';
import { SignIn } from './sign-in';
import { useLocationHash } from './use-location-hash';
import { useViewer } from './use-viewer';
import { useVolumes } from './use-volumes';
import { type Volume } from './volume';
import { VolumeEditor } from './volume-editor';
import { VolumeList } from './volume-list';

/** The whole page. */
export function App(): ReactNode {
  const found = useViewer(useLockClient());
  const viewer = found instanceof LockFault ? undefined : found;
  return (
    <>
      <header>
        <h1>lock-gateway</h1>
        <a href="/graphql">GraphQL</a>
        <a href="/console">Console</a>
        {viewer && (
          <p className="viewer">
            You are <strong>{viewer.user.username}</strong>
          </p>
        )}
      </header>
      {found instanceof LockFault && <SignIn fault={found} />}
      {viewer && <Panel viewer={viewer} />}
    </>
  );
}

function Panel({ viewer }: { readonly viewer: Viewer }): ReactNode {
  const openId = useLocationHash();
  const [changes, noteChange] = useReducer((count: number) => count + 1, 0);
  const volumes = useVolumes(changes);
  if (!volumes) return <main aria-busy="true" />;
  return <Volumes viewer={viewer} volumes={volumes} openId={openId} noteChange={noteChange} />;
}

function Volumes(props: {
  readonly viewer: Viewer;
  readonly volumes: readonly Volume[];
  readonly openId: string | null;
  readonly noteChange: () => void;
}): ReactNode {
  const { viewer, volumes, openId, noteChange } = props;
  const ids = volumes.map(({ id }) => id);
  const locks = useLocks('volume', ids);
  // Whoever let go of a record may have saved it.
  const grants = [...locks.locks.values()].map(({ fencingToken }) => fencingToken).join();
  useEffect(noteChange, [noteChange, grants]);
  const isOpen = openId !== null && ids.includes(openId);
  return (
    <main className="panel" data-open={isOpen}>
      <VolumeList volumes={volumes} locks={locks} openId={openId} />
      {isOpen && <VolumeEditor key={openId} id={openId} onSaved={noteChange} />}
      <Guide username={viewer.user.username} />
    </main>
  );
}
