import { type FormEvent, type ReactNode, useState } from 'react';
import { type Lock } from '../client/public';
import { type LockActions } from '../react/public';

const MAX_NOTE = 280;

/** A word to everybody who finds the record locked. */
export function LockNote(props: {
  readonly lock: { readonly lock: Lock } & Pick<LockActions, 'renote'>;
}): ReactNode {
  const { lock, renote } = props.lock;
  const [note, setNote] = useState(lock.note ?? '');
  const [problem, setProblem] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    renote(note).then(
      () => setProblem(''),
      (error: Error) => setProblem(error.message),
    );
  };
  return (
    <form className="lock-note" onSubmit={submit}>
      <label>
        Note for others
        <input
          value={note}
          maxLength={MAX_NOTE}
          placeholder="Back at three"
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <button disabled={note === (lock.note ?? '')}>Tell them</button>
      <p role="alert">{problem}</p>
    </form>
  );
}
