'use strict';

// Preloaded into a gateway process (node --require): tells a test on the loopback port PROBE_PORT
// what only the process itself can know, and profiles it. Nothing of the gateway is touched.
//   GET /memory         heap in use after a garbage collection, resident memory, in bytes
//   GET /delays         the longest the event loop was blocked since the last question, in ms
//   GET /profile/start  begins to sample CPU time and allocations
//   GET /profile/stop   { cpu, heap }: the two profiles as the inspector gives them

const { createServer } = require('node:http');
const { Session } = require('node:inspector');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const RESOLUTION_MS = 10;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

const session = new Session();
session.connect();
const post = (method, parameters) =>
  new Promise((resolve, reject) => {
    session.post(method, parameters, (error, result) => (error ? reject(error) : resolve(result)));
  });

const answers = {
  '/memory': () => {
    collectGarbage();
    const { heapUsed, rss, external, arrayBuffers } = process.memoryUsage();
    return { heapUsed, rss, external, arrayBuffers };
  },
  '/delays': () => {
    const maxMs = Math.max(0, delays.max / 1e6 - RESOLUTION_MS);
    delays.reset();
    return { maxMs };
  },
  '/profile/start': async () => {
    await post('Profiler.enable');
    await post('Profiler.setSamplingInterval', { interval: 500 });
    await post('Profiler.start');
    await post('HeapProfiler.startSampling', { samplingInterval: 64 * 1024 });
    return {};
  },
  '/profile/stop': async () => {
    const cpu = (await post('Profiler.stop')).profile;
    const heap = (await post('HeapProfiler.stopSampling')).profile;
    return { cpu, heap };
  },
};

if (process.env.PROBE_PORT) {
  createServer((request, response) => {
    Promise.resolve()
      .then(answers[request.url])
      .then(
        (answer) => response.end(JSON.stringify(answer)),
        (error) => response.writeHead(500).end(String(error)),
      );
  })
    .listen(Number(process.env.PROBE_PORT), '127.0.0.1')
    .unref();
}
