import { type ReactNode, useState } from 'react';
import { LockBanner, useLock } from '../react/public';
import { BANNER_TEXTS } from './banner-texts';
import { LockNote } from './lock-note';
import { StaleSave } from './stale-save';
import { useDraft } from './use-draft';
import { VOLUME_LEASE } from './volume-lease';
import { VolumeForm } from './volume-form';
import { SaveRefused, saveVolume } from './volume-service';

/** One record: its lock, and its form, which can be written only while the lock is held. */
export function VolumeEditor(props: {
  readonly id: string;
  readonly onSaved: () => void;
}): ReactNode {
  const { id, onSaved } = props;
  const lock = useLock('volume', id, VOLUME_LEASE);
  const draft = useDraft(id, lock);
  const [lastToken, setLastToken] = useState<number | null>(null);
  const [said, setSaid] = useState<{ text: string; isProblem: boolean } | null>(null);
  if (lock.state === 'held' && lock.fencingToken !== lastToken) {
    setLastToken(lock.fencingToken);
    setSaid(null);
  }
  const save = async (fencingToken: number): Promise<void> => {
    if (!draft.fields) return;
    try {
      draft.saved(await saveVolume(id, draft.fields, fencingToken));
      setSaid({ text: 'Saved.', isProblem: false });
      onSaved();
    } catch (error) {
      setSaid({ text: `Not saved: ${reasonOf(error)}`, isProblem: true });
    }
  };
  return (
    <section className="editor" aria-label="Editor">
      <a className="close" href="#">
        Close
      </a>
      <LockBanner lock={lock} texts={BANNER_TEXTS} onReload={draft.reload} className="banner" />
      {draft.fields && (
        <VolumeForm
          fields={draft.fields}
          isWritable={lock.state === 'held' && draft.isCurrent}
          change={(change) => {
            setSaid(null);
            draft.change(change);
          }}
          save={() => void (lock.state === 'held' && save(lock.fencingToken))}
        />
      )}
      <p role="status" className="said">
        {said?.isProblem === false && said.text}
      </p>
      <p role="alert" className="said">
        {said?.isProblem === true && said.text}
      </p>
      {draft.leftOver && (
        <aside className="left-over">
          <h2>What you had typed</h2>
          <p>Somebody saved the record while you did not have it, so your text was set aside.</p>
          <p>
            <strong>{draft.leftOver.title}</strong>, {draft.leftOver.author}, {draft.leftOver.year}
          </p>
          <p>{draft.leftOver.summary}</p>
          <button
            type="button"
            disabled={lock.state !== 'held'}
            onClick={() => {
              draft.change(draft.leftOver!);
              draft.dropLeftOver();
            }}
          >
            Use it
          </button>
          <button type="button" onClick={draft.dropLeftOver}>
            Discard it
          </button>
        </aside>
      )}
      {lock.state === 'held' && <LockNote key={lock.fencingToken} lock={lock} />}
      {lock.state === 'lost' && lastToken !== null && (
        <StaleSave token={lastToken} save={() => void save(lastToken)} />
      )}
    </section>
  );
}

function reasonOf(error: unknown): string {
  // Who has the record now, and since when, is what the banner says.
  if (error instanceof SaveRefused && error.code === 'LOCK_LOST') {
    return `the old token was refused (${error.code}).`;
  }
  return (error as Error).message;
}
