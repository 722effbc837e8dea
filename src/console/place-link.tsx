import { type ComponentProps, type MouseEvent, type ReactNode } from 'react';
import { hrefOf, type Place } from './place';
import { go } from './use-place';

/** A link to another place of the page, which a new tab can open as well. */
export function PlaceLink(props: ComponentProps<'a'> & { readonly to: Place }): ReactNode {
  const { to, ...rest } = props;
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    go(to);
  };
  return <a {...rest} href={hrefOf(to)} onClick={follow} />;
}
