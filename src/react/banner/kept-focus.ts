import { type RefObject, useEffect } from 'react';

const CONTROLS = 'input, button';

/**
 * Keeps the focus inside of an element whose controls come and go: when the one that had it is gone, the
 * first of the others gets it, or the element itself.
 */
export function useKeptFocus(element: RefObject<HTMLElement | null>): void {
  useEffect(() => (element.current === null ? undefined : keepFocus(element.current)), [element]);
}

function keepFocus(home: HTMLElement): () => void {
  let focused: Element | null = null;
  const onFocus = ({ target }: FocusEvent): void => void (focused = target as Element);
  // Some browsers tell of a control that is just being removed: only one that stays gave the focus away.
  const onBlur = ({ target }: FocusEvent): void =>
    queueMicrotask(() => {
      if (focused === target && focused?.isConnected === true) focused = null;
    });
  const observer = new MutationObserver(() => {
    if (focused === null || focused.isConnected) return;
    focused = null;
    const { activeElement, body } = home.ownerDocument;
    if (activeElement !== null && activeElement !== body) return;
    (home.querySelector<HTMLElement>(CONTROLS) ?? home).focus();
  });
  home.addEventListener('focusin', onFocus);
  home.addEventListener('focusout', onBlur);
  observer.observe(home, { childList: true, subtree: true });
  return () => {
    home.removeEventListener('focusin', onFocus);
    home.removeEventListener('focusout', onBlur);
    observer.disconnect();
  };
}
