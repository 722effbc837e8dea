import { type Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { EXCEPTIONS } from './exceptions';

/**
 * Expects the tests that are exceptions to fail, as `it.failing` would, and every other one to pass,
 * in the time that every test here has. An exception that names no test fails the file.
 */
export default class ExceptionsEnvironment extends TestEnvironment {
  /** Called by Jest with each event of the run. */
  handleTestEvent(event: Circus.Event, state: Circus.State): void {
    if (event.name !== 'run_start') return;
    const missing = new Set(Object.keys(EXCEPTIONS));
    for (const test of testsOf(state.rootDescribeBlock)) {
      // Some have a time limit of their own, which a busy machine does not keep.
      delete test.timeout;
      // The suite defines its tests itself, so they cannot be defined by `it.failing`.
      if (missing.delete(nameOf(test))) test.failing = true;
    }
    if (missing.size > 0) throw new Error(`not in the suite: ${[...missing].join('; ')}`);
  }
}

function testsOf(block: Circus.DescribeBlock): Circus.TestEntry[] {
  return block.children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));
}

/** The names of its blocks, without the suite's own, and of the test. */
function nameOf(test: Circus.TestEntry): string {
  const names = [test.name];
  for (let block = test.parent; block.parent; block = block.parent) names.unshift(block.name);
  return names.slice(1).join(' > ');
}
