import { readFileSync } from 'node:fs';
import { isSupportedNode, SUPPORTED_NODE } from '../../src/require-node';

test('the line on an unsupported Node and package.json say the same', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    engines: { node: string };
  };
  expect(engines.node).toBe(SUPPORTED_NODE);
});

test.each(['20.19.0', '20.20.2', '22.12.0', '22.21.1', '24.0.0', '26.1.0'])(
  '%s is fine',
  (version) => {
    expect(isSupportedNode(version)).toBe(true);
  },
);

test.each(['18.20.8', '20.18.3', '21.7.3', '22.0.0', '22.11.0', '23.11.1'])(
  '%s is not',
  (version) => {
    expect(isSupportedNode(version)).toBe(false);
  },
);
