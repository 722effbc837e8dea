// What `npm start` runs: compiles the sources where that is needed and possible, then runs them in
// this very process, so that signals reach the gateway.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const say = (line) => process.stderr.write(`lock-gateway: ${line}\n`);

const program = at('dist/main.js');
/** Its time is that of the newest source which the last build has read. */
const buildInfo = at('dist/.tsbuildinfo');
const compiler = at('node_modules/typescript/bin/tsc');
const sources = ['package-lock.json', 'tsconfig.json', '.tsconfig.build.json'].map(at);

function newestSource() {
  const folder = at('src/');
  const files = readdirSync(folder, { recursive: true }).map((name) => folder + name);
  return Math.max(...[...sources, ...files].filter(existsSync).map((f) => statSync(f).mtimeMs));
}

function isUpToDate() {
  if (!existsSync(program)) return false;
  if (!existsSync(at('src/'))) return true;
  return existsSync(buildInfo) && statSync(buildInfo).mtimeMs >= newestSource();
}

function build() {
  say('compiling the sources, which takes some seconds ...');
  const read = new Date(Math.ceil(newestSource()));
  const project = ['-p', at('.tsconfig.build.json')];
  const incremental = ['--incremental', '--tsBuildInfoFile', buildInfo];
  const { status } = spawnSync(process.execPath, [compiler, ...project, ...incremental], {
    cwd: at('./'),
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status === 0) {
    // The compiler leaves the file as it is when no output changed.
    utimesSync(buildInfo, read, read);
    return;
  }
  // Else the next start would take what was half made for a build.
  rmSync(buildInfo, { force: true });
  say('the sources cannot be compiled');
  process.exit(1);
}

if (!isUpToDate()) {
  if (existsSync(compiler)) build();
  else if (existsSync(program)) say('no compiler here, so dist is run as it is');
  else {
    say('there is no dist, and no compiler to make it; run "npm ci && npm run build" first');
    process.exit(1);
  }
}
await import('./dist/main.js');
