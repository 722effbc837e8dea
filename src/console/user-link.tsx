import { type ReactNode } from 'react';
import { type LockUser } from '../client/public';
import { PlaceLink } from './place-link';
import { useRights } from './viewer';

/** The name of a user, and a way to what they did, for those who may read it. */
export function UserLink(props: {
  readonly user: LockUser;
  readonly tabIndex?: number;
}): ReactNode {
  const { user, tabIndex } = props;
  const { userId, canOverride } = useRights();
  const isMe = user.id === userId;
  return (
    <>
      {canOverride || isMe ? (
        <PlaceLink to={{ view: 'user', id: user.id }} tabIndex={tabIndex} data-column="holder">
          {user.username}
        </PlaceLink>
      ) : (
        user.username
      )}
      {isMe && <span className="badge">you</span>}
    </>
  );
}
