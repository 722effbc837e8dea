const { default: TestRunner } = require('jest-runner');

/**
 * Runs its tests one after the other, while no test of another runner runs: they need the whole
 * machine, because they measure times and rates.
 */
module.exports = class SerialRunner extends TestRunner {
  isSerial = true;
};
