import { type ReactNode } from 'react';
import { type LockFault } from '../client/public';
import { Users } from './users';

/** What is shown to whoever cannot use locks, and how to become somebody else. */
export function SignIn({ fault }: { readonly fault: LockFault }): ReactNode {
  const isKnown = fault.kind !== 'unauthenticated';
  return (
    <main className="sign-in">
      <h2>{HEADINGS[fault.kind] ?? 'Nothing to see'}</h2>
      {isKnown && <p role="alert">{fault.message}</p>}
      <Users signedIn={null} />
    </main>
  );
}

const HEADINGS: Partial<Record<LockFault['kind'], string>> = {
  unauthenticated: 'Who are you?',
  // The gateway does not tell them who they are.
  forbidden: 'You are signed in, but may not edit',
};
