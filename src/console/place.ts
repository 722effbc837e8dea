import { type LockFilter, type LockOrder, type LockOrderKey } from '../operator/public';

/** The ages that can be asked for, as they stand in the address. */
export const AGES = {
  '15m': 15 * 60_000,
  '1h': 3_600_000,
  '8h': 8 * 3_600_000,
  '1d': 24 * 3_600_000,
  '7d': 7 * 24 * 3_600_000,
} as const;

export type Age = keyof typeof AGES;

/** What of the list is shown, and how. */
export interface ListPlace {
  readonly view: 'list';
  readonly route: string;
  readonly holder: string;
  readonly isMine: boolean;
  readonly olderThan: Age | null;
  readonly text: string;
  readonly order: LockOrder;
}

/** What the page shows; all of it is in the address, so that it can be shared. */
export type Place =
  | ListPlace
  | { readonly view: 'lock'; readonly route: string; readonly id: string }
  | { readonly view: 'user'; readonly id: string };

/** The oldest first: who forgot a lock is on top. */
const FIRST_ORDER: LockOrder = { by: 'since', isDescending: false };

/** Every lock. */
export const WHOLE_LIST: ListPlace = {
  ...{ view: 'list', route: '', holder: '', isMine: false, olderThan: null, text: '' },
  order: FIRST_ORDER,
};

const ORDER_KEYS: readonly LockOrderKey[] = ['record', 'holder', 'since', 'timeLeft', 'waiters'];

/** Reads the query of an address; what it does not understand is left out. */
export function placeOf(query: string): Place {
  const read = new URLSearchParams(query);
  const text = (name: string): string => read.get(name) ?? '';
  const [view, route, id] = [text('view'), text('route'), text('id')];
  if (view === 'lock' && route !== '' && id !== '') return { view, route, id };
  if (view === 'user' && id !== '') return { view, id };
  const older = text('older');
  return {
    ...{ view: 'list', route, holder: text('holder'), isMine: read.get('mine') === 'true' },
    olderThan: Object.hasOwn(AGES, older) ? (older as Age) : null,
    text: text('text'),
    order: orderOf(text('sort')),
  };
}

function orderOf(text: string): LockOrder {
  const name = text.replace(/^-/, '');
  const by = ORDER_KEYS.find((key) => key === name);
  return by ? { by, isDescending: text.startsWith('-') } : FIRST_ORDER;
}

/** The address of a place, relative to the page. */
export function hrefOf(place: Place): string {
  const write = new URLSearchParams();
  const set = (name: string, value: string): void => {
    if (value !== '') write.set(name, value);
  };
  if (place.view !== 'list') {
    set('view', place.view);
    if (place.view === 'lock') set('route', place.route);
    set('id', place.id);
  } else {
    const { by, isDescending } = place.order;
    const isFirst = by === FIRST_ORDER.by && isDescending === FIRST_ORDER.isDescending;
    set('route', place.route);
    set('holder', place.holder);
    set('mine', place.isMine ? 'true' : '');
    set('older', place.olderThan ?? '');
    set('text', place.text);
    set('sort', isFirst ? '' : (isDescending ? '-' : '') + by);
  }
  // An empty query would leave the one that is there.
  return `?${String(write)}`;
}

/** The conditions of a list. */
export function filterOf(place: ListPlace): LockFilter {
  const { route, holder, isMine, olderThan, text } = place;
  return {
    ...{ route, holder: holder.trim(), isMine, text: text.trim() },
    olderThanMs: olderThan === null ? undefined : AGES[olderThan],
  };
}

/** True when some locks may be left out. */
export function isFiltered({ route, holder, isMine, olderThan, text }: ListPlace): boolean {
  return [route, holder, text].some((one) => one.trim() !== '') || isMine || olderThan !== null;
}
