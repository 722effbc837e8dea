import fc from 'fast-check';
import {
  AGES,
  type Age,
  filterOf,
  hrefOf,
  isFiltered,
  type Place,
  placeOf,
  WHOLE_LIST,
} from '../../src/console/place';

const text = fc.string({ unit: 'grapheme' });
const some = fc.string({ unit: 'grapheme', minLength: 1 });
const ages = Object.keys(AGES) as Age[];

const places: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ view: fc.constant('lock' as const), route: some, id: some }),
  fc.record({ view: fc.constant('user' as const), id: some }),
  fc.record({
    ...{ view: fc.constant('list' as const), route: text, holder: text, text },
    ...{ isMine: fc.boolean(), olderThan: fc.constantFrom(...ages, null) },
    order: fc.record({
      by: fc.constantFrom('record', 'holder', 'since', 'timeLeft', 'waiters'),
      isDescending: fc.boolean(),
    }),
  }),
);

it('an address leads back to its place, whatever the names are', () => {
  fc.assert(fc.property(places, (place) => expect(placeOf(hrefOf(place))).toEqual(place)));
});

it('the whole list has an address without conditions', () => {
  expect(hrefOf(WHOLE_LIST)).toBe('?');
  expect(placeOf('')).toEqual(WHOLE_LIST);
});

it.each([
  '?view=lock',
  '?view=lock&route=volume',
  '?view=user',
  '?view=x&older=3y&sort=size&mine=1',
])('what %s says and nobody understands is left out', (query) => {
  expect(placeOf(query)).toEqual({
    ...WHOLE_LIST,
    route: query.includes('volume') ? 'volume' : '',
  });
});

it('any query is some place', () => {
  fc.assert(
    fc.property(fc.string(), (query) => expect(placeOf(query).view).toMatch(/list|lock|user/)),
  );
});

it('white space around a text is no condition', () => {
  const place = { ...WHOLE_LIST, holder: ' ', text: ' price ' };
  expect(filterOf(place)).toMatchObject({ holder: '', text: 'price' });
  expect(isFiltered(place)).toBe(true);
  expect(isFiltered({ ...WHOLE_LIST, holder: ' ' })).toBe(false);
});
