import { type ReactNode } from 'react';
import { type Lock } from '../client/public';
import { type RecordLocks } from '../react/public';
import { type Volume } from './volume';

/** The table of the panel: every record, and who has it. */
export function VolumeList(props: {
  readonly volumes: readonly Volume[];
  readonly locks: RecordLocks;
  readonly openId: string | null;
}): ReactNode {
  const { volumes, locks, openId } = props;
  return (
    <nav className="list" aria-label="Volumes">
      <div className="list-head">
        <h2>Volumes</h2>
        <span className="live" data-status={locks.status}>
          {STATUS[locks.status]}
        </span>
      </div>
      <ul>
        {volumes.map((volume) => (
          <li key={volume.id}>
            <a href={`#${volume.id}`} aria-current={volume.id === openId ? 'page' : undefined}>
              <span className="title">{volume.title}</span>
              <span className="author">
                {volume.author}, {volume.year}
              </span>
              <Padlock lock={locks.locks.get(volume.id)} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const STATUS: Readonly<Record<RecordLocks['status'], string>> = {
  connecting: 'Connecting…',
  live: 'Live',
  polling: 'Every 10 s',
  offline: 'Offline',
};

function Padlock({ lock }: { readonly lock: Lock | undefined }): ReactNode {
  if (!lock) return null;
  const who = lock.heldByMe ? 'you' : lock.holder.username;
  return (
    <span className="padlock" data-mine={lock.heldByMe}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M4 7V5a4 4 0 0 1 8 0v2h.5A1.5 1.5 0 0 1 14 8.500v5A1.500 1.500 0 0 1 12.500 15h-9A1.500 1.500 0 0 1 2 13.500v-5A1.500 1.500 0 0 1 3.500 7H4Zm2 0h4V5a2 2 0 0 0-4 0v2Z" />
      </svg>
      <span>
        {lock.reserved ? 'Kept for' : 'Edited by'} {who}
        {lock.waiterCount > 0 && `, ${lock.waiterCount} waiting`}
      </span>
      {lock.note !== null && <span className="note">{lock.note}</span>}
    </span>
  );
}
