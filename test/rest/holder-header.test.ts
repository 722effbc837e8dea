import fc from 'fast-check';
import { holderHeader } from '../../src/rest/holder-header';

test('a usual name is percent-encoded whole', () => {
  expect(holderHeader('alice')).toBe('alice');
  expect(decodeURIComponent(holderHeader('Zoë 🙂'))).toBe('Zoë 🙂');
  expect(decodeURIComponent(holderHeader('é'.repeat(170)))).toBe('é'.repeat(170));
});

test('a name that the database kept with half a character is readable', () => {
  expect(decodeURIComponent(holderHeader('a\ud800b'))).toBe('a\uFFFDb');
  expect(decodeURIComponent(holderHeader('\udc00'.repeat(500)))).toMatch(/^\uFFFD+…$/);
});

test('however long a name, the header is a valid prefix of at most 1,024 bytes', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('x', 'é', '語', '🙂', '\ud83d'),
  );
  const name = fc.tuple(unit, fc.nat({ max: 2_000 })).map(([text, times]) => text.repeat(times));
  fc.assert(
    fc.property(name, fc.string(), (repeated, start) => {
      const whole = (start + repeated).toWellFormed();
      const header = holderHeader(start + repeated);

      expect(header.length).toBeLessThanOrEqual(1_024);
      expect(header).toMatch(/^[\x21-\x7e]*$/);
      const text = decodeURIComponent(header);
      expect(text === whole || whole.startsWith(text.replace(/…$/, ''))).toBe(true);
    }),
  );
  expect(holderHeader('x'.repeat(100_000))).toBe(`${'x'.repeat(1_015)}%E2%80%A6`);
});
