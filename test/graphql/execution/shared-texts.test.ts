import { SharedTexts } from '../../../src/graphql/execution/shared-texts';

const lock = { id: 'volume/1' };
const write = jest.fn(() => '{"id":"volume/1"}');

afterEach(() => write.mockClear());

const asking = (texts: SharedTexts, source: object, kind: string): string | undefined =>
  texts.textOf({ source, kind }, write);

test('the first caller writes alone, the second keeps the text, and all others take it', () => {
  const texts = new SharedTexts();
  const seen = [1, 2, 3, 4].map(() => asking(texts, lock, 'other'));
  expect(seen).toEqual([undefined, ...Array<string>(3).fill('{"id":"volume/1"}')]);
  expect(write).toHaveBeenCalledTimes(1);
});

test('who sees it differently never gets that text', () => {
  const texts = new SharedTexts();
  for (let time = 0; time < 3; time += 1) asking(texts, lock, 'other');
  expect(asking(texts, lock, 'holder')).toBeUndefined();
  expect(asking(texts, { ...lock }, 'other')).toBeUndefined();
});

test('no text outlives the turn of the event loop', async () => {
  const texts = new SharedTexts();
  for (let time = 0; time < 3; time += 1) asking(texts, lock, 'other');
  await new Promise(setImmediate);
  expect(asking(texts, lock, 'other')).toBeUndefined();
});
