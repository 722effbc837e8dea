import { Listeners } from './listeners';
import { type Ports } from './ports';

/** What a page tells; outside of a browser nothing ever happens to it. */
export interface Page {
  readonly isHidden: () => boolean;
  /** It may run again after a pause: shown, resumed, focused, or with the network back. */
  readonly onWake: (listener: () => void) => () => void;
  /** It is left, for ever or for the back-forward cache: the last moment to send something. */
  readonly onLeave: (listener: () => void) => () => void;
  /** It comes back from the back-forward cache. */
  readonly onReturn: (listener: () => void) => () => void;
  /** Somebody uses it. */
  readonly onInput: (listener: () => void) => () => void;
  readonly close: () => void;
}

const WAKES = ['visibilitychange', 'resume', 'focus', 'online'];
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'input'];

/** The page that this runs in. */
export function currentPage(ports: Pick<Ports, 'reportError'>): Page {
  const wake = new Listeners(ports);
  const leave = new Listeners(ports);
  const comeBack = new Listeners(ports);
  const input = new Listeners(ports);
  const closing: (() => void)[] = [];
  const on = (types: readonly string[], listener: (event: Event) => void): void => {
    // In the phase before any listener of the page below: nothing sees a promise that is over.
    const options = { capture: true, passive: true };
    for (const type of types) {
      globalThis.addEventListener(type, listener, options);
      closing.push(() => globalThis.removeEventListener(type, listener, options));
    }
  };
  if (typeof document !== 'undefined' && typeof globalThis.addEventListener === 'function') {
    on(WAKES, () => wake.tell());
    on(INPUTS, () => input.tell());
    on(['pagehide'], () => leave.tell());
    on(['pageshow'], (event) => {
      wake.tell();
      if ((event as PageTransitionEvent).persisted) comeBack.tell();
    });
  }
  return {
    isHidden: () => typeof document !== 'undefined' && document.visibilityState === 'hidden',
    onWake: wake.add,
    onLeave: leave.add,
    onReturn: comeBack.add,
    onInput: input.add,
    close: () => closing.forEach((stop) => stop()),
  };
}
