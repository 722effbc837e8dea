import { type ReactNode, useId, useMemo } from 'react';
import { type Lock } from '../client/public';
import { type Age, AGES, isFiltered, type ListPlace, WHOLE_LIST } from './place';
import { go } from './use-place';

const AGE_TEXTS: Readonly<Record<Age, string>> = {
  '15m': '15 minutes',
  '1h': '1 hour',
  '8h': '8 hours',
  '1d': '1 day',
  '7d': '1 week',
};

/** Which locks are shown; each choice is in the address. */
export function FilterBar(props: {
  readonly place: ListPlace;
  readonly locks: ReadonlyMap<string, Lock>;
}): ReactNode {
  const { place, locks } = props;
  const id = useId();
  const routes = useMemo(() => namesOf(locks, ({ route }) => route), [locks]);
  const holders = useMemo(() => namesOf(locks, ({ holder }) => holder.username), [locks]);
  const choose = (change: Partial<ListPlace>, isSmall = false): void =>
    go({ ...place, ...change }, isSmall);
  // A route that the address names is offered also while nothing of it is locked.
  const offered = routes.includes(place.route) || !place.route ? routes : [place.route, ...routes];
  return (
    <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label className="search">
        <span>Search</span>
        <input
          type="search"
          value={place.text}
          placeholder="Record, note, name"
          onChange={({ target }) => choose({ text: target.value }, true)}
        />
      </label>
      <label>
        <span>Route</span>
        <select value={place.route} onChange={({ target }) => choose({ route: target.value })}>
          <option value="">All</option>
          {offered.map((route) => (
            <option key={route}>{route}</option>
          ))}
        </select>
      </label>
      <label>
        <span>Holder</span>
        <input
          value={place.holder}
          list={`${id}-holders`}
          placeholder="Anybody"
          onChange={({ target }) => choose({ holder: target.value }, true)}
        />
        <datalist id={`${id}-holders`}>
          {holders.slice(0, 500).map((holder) => (
            <option key={holder} value={holder} />
          ))}
        </datalist>
      </label>
      <label>
        <span>Older than</span>
        <select
          value={place.olderThan ?? ''}
          onChange={({ target }) => choose({ olderThan: (target.value || null) as Age | null })}
        >
          <option value="">Any age</option>
          {(Object.keys(AGES) as Age[]).map((age) => (
            <option key={age} value={age}>
              {AGE_TEXTS[age]}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={place.isMine}
          onChange={({ target }) => choose({ isMine: target.checked })}
        />
        <span>Mine</span>
      </label>
      {isFiltered(place) && (
        <button type="button" onClick={() => go({ ...WHOLE_LIST, order: place.order })}>
          Show all
        </button>
      )}
    </form>
  );
}

function namesOf(locks: ReadonlyMap<string, Lock>, nameOf: (lock: Lock) => string): string[] {
  return [...new Set(Array.from(locks.values(), nameOf))].sort();
}
