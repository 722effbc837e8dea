import { type ReactNode, useState } from 'react';
import { type PicturedLock, type WatchStatus } from '../client/public';
import { ChangeDialog, type PlannedChange } from './change-dialog';
import { ChangeOutcomes } from './change-outcomes';
import { Stale } from './connection';
import { Copyable } from './copy-button';
import { HistoryList } from './history-list';
import { LockActions } from './lock-actions';
import { WHOLE_LIST } from './place';
import { PlaceLink } from './place-link';
import { clockText } from './time-text';
import { Age, NowContext, TimeLeft } from './times';
import { useChanges } from './use-changes';
import { useHistory } from './use-history';
import { useLiveList } from './use-live-list';
import { useView } from './use-view';
import { UserLink } from './user-link';

/** One record: who has it, who waits for it, and what happened to it. */
export function LockView(props: {
  readonly route: string;
  readonly id: string;
  readonly onStatus: (status: WatchStatus) => void;
}): ReactNode {
  const { route, id, onStatus } = props;
  const { list, status, locks } = useLiveList({ route, ids: [id] });
  const [lock] = locks.values();
  const history = useHistory({ route, id }, list);
  // The gateway refuses to watch what cannot be a record; its history says why.
  const isRecord = history.fault?.kind !== 'badInput';
  const changes = useChanges(list);
  const [plan, setPlan] = useState<PlannedChange | null>(null);
  const heading = useView(`${route}/${id}`, onStatus, status);
  return (
    <NowContext value={list.now}>
      <main className="view" aria-busy={status === 'connecting'}>
        <nav aria-label="Back">
          <PlaceLink to={WHOLE_LIST}>All locks</PlaceLink>
        </nav>
        <h1 ref={heading} tabIndex={-1}>
          <span className="route">{route}/</span>
          {id}
        </h1>
        {isRecord && <Stale status={status} />}
        <section className="card" aria-labelledby="now">
          <h2 id="now">Now</h2>
          {lock ? (
            <Grant lock={lock} />
          ) : (
            <p className="state">
              {status === 'connecting' ? 'Loading the lock…' : 'Nobody has this record locked.'}
            </p>
          )}
          {lock && (
            <div className="actions">
              <LockActions locks={[lock]} onPlan={setPlan} />
            </div>
          )}
          <ChangeOutcomes changes={changes} />
        </section>
        {lock && <Waiting lock={lock} />}
        <section className="card" aria-labelledby="past">
          <h2 id="past">History</h2>
          <HistoryList history={history} />
        </section>
        {plan && (
          <ChangeDialog
            plan={plan}
            onConfirm={(reason) => changes.start(plan.change, plan.locks, reason)}
            onClose={() => setPlan(null)}
          />
        )}
      </main>
    </NowContext>
  );
}

function Grant({ lock }: { readonly lock: PicturedLock }): ReactNode {
  return (
    <dl className="facts">
      <Fact name="Holder">
        <UserLink user={lock.holder} />
        {lock.reserved && <span className="badge">reserved</span>}
      </Fact>
      <Fact name="Since">
        <Age at={lock.acquiredAt} /> <span className="quiet">{clockText(lock.acquiredAt)}</span>
      </Fact>
      <Fact name="Time left">
        <TimeLeft until={lock.expiresAt} />{' '}
        {lock.expiresAt && (
          <span className="quiet">until {clockText(lock.expiresAt)}, unless renewed</span>
        )}
      </Fact>
      {lock.renewedAt !== lock.acquiredAt && (
        <Fact name="Renewed">
          <Age at={lock.renewedAt} />
        </Fact>
      )}
      {lock.holdEndsAt && <Fact name="Ends at the latest">{clockText(lock.holdEndsAt)}</Fact>}
      {lock.note && <Fact name="Note">{lock.note}</Fact>}
      {lock.sessionId && <Fact name="Session">{lock.sessionId}</Fact>}
      <Fact name="Key">
        <Copyable text={lock.id} name="the key" />
      </Fact>
      <Fact name="Fencing token">
        <Copyable text={String(lock.fencingToken)} name="the fencing token" />
      </Fact>
    </dl>
  );
}

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Waiting({ lock }: { readonly lock: PicturedLock }): ReactNode {
  const { waiters, waiterCount } = lock;
  return (
    <section className="card" aria-labelledby="line">
      <h2 id="line">In line</h2>
      {waiterCount === 0 && <p className="state">Nobody waits.</p>}
      {waiterCount > 0 && !waiters && <p className="state">{waiterCount} wait.</p>}
      {waiters && waiters.length > 0 && (
        <ol className="waiters">
          {waiters.map(({ user, since, message }) => (
            <li key={user.id}>
              <UserLink user={user} />{' '}
              <span className="quiet">
                asked <Age at={since} />
              </span>
              {message && <p>{message}</p>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
