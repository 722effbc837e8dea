import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type WatchStatus } from '../client/public';
import { type LockList } from '../operator/public';
import { Connection } from './connection';
import { ListView } from './list-view';
import { LockView } from './lock-view';
import { type Place, WHOLE_LIST } from './place';
import { PlaceLink } from './place-link';
import { SignInHint } from './sign-in-hint';
import { usePlace } from './use-place';
import { UserView } from './user-view';
import { rightsOf, RightsProvider, type ViewerStore } from './viewer';

/** The gateway is asked who looks as often while that is not known. */
const ASK_AGAIN_MS = 5_000;

/** The whole page. */
export function App(props: { readonly list: LockList; readonly viewers: ViewerStore }): ReactNode {
  const { list, viewers } = props;
  const place = usePlace();
  const [status, setStatus] = useState<WatchStatus>('connecting');
  const { viewer, fault } = useSyncExternalStore(viewers.subscribe, viewers.getSnapshot);
  const rights = useMemo(() => viewer && rightsOf(viewer, viewers.ask), [viewer, viewers]);
  useReloadForOthers(viewer?.user.id);
  useAsking(viewers, { isWanting: fault !== null, status });
  return (
    <>
      <header className="page-head">
        <PlaceLink to={WHOLE_LIST} className="brand">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 7V5a4 4 0 0 1 8 0v2h.5A1.500 1.500 0 0 1 14 8.500v5a1.500 1.500 0 0 1-1.500 1.500h-9A1.500 1.500 0 0 1 2 13.500v-5A1.500 1.500 0 0 1 3.500 7H4Zm2 0h4V5a2 2 0 0 0-4 0v2Z" />
          </svg>
          Locks
        </PlaceLink>
        {viewer && <Connection status={status} />}
        {viewer && (
          <p className="viewer">
            <span className="quiet">Signed in as</span> {viewer.user.username}
          </p>
        )}
      </header>
      {rights ? (
        <RightsProvider value={rights}>
          <View place={place} list={list} onStatus={setStatus} />
        </RightsProvider>
      ) : fault ? (
        <SignInHint fault={fault} onRetry={viewers.ask} />
      ) : (
        <main className="view" aria-busy="true">
          <p className="state">Loading…</p>
        </main>
      )}
    </>
  );
}

/** Asks who looks: at first, when the picture stalls or the page is come back to, and until there is an answer. */
function useAsking(
  viewers: ViewerStore,
  { isWanting, status }: { readonly isWanting: boolean; readonly status: WatchStatus },
): void {
  useEffect(viewers.ask, [viewers, status]);
  useEffect(() => {
    // Somebody may have signed in meanwhile, in another tab.
    addEventListener('focus', viewers.ask);
    return () => removeEventListener('focus', viewers.ask);
  }, [viewers]);
  useEffect(() => {
    if (!isWanting) return;
    const timer = setInterval(viewers.ask, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [viewers, isWanting]);
}

/** What was told to one user is not shown to another. */
function useReloadForOthers(userId: string | undefined): void {
  const first = useRef(userId);
  useEffect(() => {
    first.current ??= userId;
    if (userId !== undefined && userId !== first.current) location.reload();
  }, [userId]);
}

function View(props: {
  readonly place: Place;
  readonly list: LockList;
  readonly onStatus: (status: WatchStatus) => void;
}): ReactNode {
  const { place, list, onStatus } = props;
  if (place.view === 'list') return <ListView place={place} list={list} onStatus={onStatus} />;
  if (place.view === 'user') {
    return <UserView key={place.id} userId={place.id} onStatus={onStatus} />;
  }
  const { route, id } = place;
  return <LockView key={`${route}\n${id}`} route={route} id={id} onStatus={onStatus} />;
}
