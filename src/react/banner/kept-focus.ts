import { type RefObject, useEffect, useRef } from 'react';

const CONTROLS = 'input, button';

/**
 * Keeps the focus inside of an element whose controls come and go: when the one that had it is gone, the
 * first of the others gets it, or the element itself.
 */
export function useKeptFocus(element: RefObject<HTMLElement | null>): void {
  const focused = useRef<Element | null>(null);
  useEffect(() => {
    const home = element.current;
    if (home === null) return undefined;
    const onFocus = ({ target }: FocusEvent): void => void (focused.current = target as Element);
    // Some browsers tell of a control that is just being removed: only one that stays gave the focus away.
    const onBlur = ({ target }: FocusEvent): void =>
      queueMicrotask(() => {
        if (focused.current === target && focused.current?.isConnected) focused.current = null;
      });
    home.addEventListener('focusin', onFocus);
    home.addEventListener('focusout', onBlur);
    return () => {
      home.removeEventListener('focusin', onFocus);
      home.removeEventListener('focusout', onBlur);
    };
  }, [element]);
  useEffect(() => {
    const home = element.current;
    if (home === null || focused.current === null || focused.current.isConnected) return;
    const { activeElement, body } = home.ownerDocument;
    if (activeElement !== null && activeElement !== body) return;
    (home.querySelector<HTMLElement>(CONTROLS) ?? home).focus();
  });
}
