// Run by `npm start`: compiles the sources if they changed, then runs the gateway in this process, so
// that it receives signals.
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
  say('compiling the sources (takes a few seconds) ...');
  const read = new Date(Math.ceil(newestSource()));
  const project = ['-p', at('.tsconfig.build.json')];
  const incremental = ['--incremental', '--tsBuildInfoFile', buildInfo];
  const { status } = spawnSync(process.execPath, [compiler, ...project, ...incremental], {
    cwd: at('./'),
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status === 0) {
    // The compiler does not touch the file if no output changed.
    utimesSync(buildInfo, read, read);
    return;
  }
  // Otherwise the next start would mistake the partial output for a build.
  rmSync(buildInfo, { force: true });
  say('the sources do not compile');
  process.exit(1);
}

if (!isUpToDate()) {
  if (existsSync(compiler)) build();
  else if (existsSync(program))
    say('TypeScript is not installed, so the existing build is used although the sources changed');
  else {
    say('there is no build, and TypeScript is not installed; run "npm ci && npm run build" first');
    process.exit(1);
  }
}
await import('./dist/main.js');
