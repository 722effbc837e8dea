import { exampleOf } from './support/readme-examples';
import { typeErrorsOf } from './support/type-errors';

it('the examples of the READMEs compile', () => {
  const files = {
    'panel.tsx': exampleOf('README.md', 'tsx'),
    'react.tsx': exampleOf('src/react/README.md', 'tsx'),
    'operator.ts': exampleOf('src/operator/README.md', 'ts'),
    'admin.ts': exampleOf('src/react-admin/README.md', 'ts'),
    'rest-provider.ts': 'export const restProvider = { getOne: () => Promise.resolve({}) };',
  };
  expect(typeErrorsOf(files)).toBe('');
}, 120_000);

it('an example with a mistake does not', () => {
  const code = exampleOf('src/react/README.md', 'tsx').replace("'volume', id", 'id');
  expect(typeErrorsOf({ 'react.tsx': code })).toContain('Expected 2-3 arguments');
}, 120_000);
