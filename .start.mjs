// Run by `npm start`: compiles the sources that changed, then runs the gateway in this process, so that
// it receives signals.
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const say = (line) => process.stderr.write(`lock-gateway: ${line}\n`);
const changedAt = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

/** How the sources are compiled. */
const configFile = at('.swcrc');

function end(line) {
  say(line);
  process.exit(1);
}

/** What runs in a browser, and is bundled. */
const BUNDLED = /^(client|react|react-admin|refine|operator|demo|console|graphiql)[\\/]/;

/** The sources that are newer than their output, or whose output is older than the configuration. */
function findChanged() {
  if (!fs.existsSync(at('src/'))) return [];
  const configuredAt = changedAt(configFile);
  return fs
    .readdirSync(at('src/'), { recursive: true })
    .filter((name) => name.endsWith('.ts') && !BUNDLED.test(name))
    .map((name) => ({ source: at(`src/${name}`), output: at(`dist/${name.replace(/ts$/, 'js')}`) }))
    .map((file) => ({ ...file, changedAt: Math.max(configuredAt, changedAt(file.source)) }))
    .filter((file) => file.changedAt > changedAt(file.output));
}

/** Compiles each file alone, without checking types, which is most of the work of `npm run build`. */
async function compile({ transformFile }, files) {
  say(`compiling ${files.length} source files ...`);
  // Otherwise the next `npm run build` would take these outputs for its own.
  fs.rmSync(at('dist/.tsbuildinfo'), { force: true });
  const options = { cwd: at('./'), configFile, sourceMaps: false };
  const compiled = await Promise.all(
    files.map(async ({ source, output, changedAt }) => {
      const readAt = new Date(Math.ceil(changedAt));
      return { output, readAt, code: (await transformFile(source, options)).code };
    }),
  );
  for (const { output, readAt, code } of compiled) {
    fs.mkdirSync(dirname(output), { recursive: true });
    // A start that is interrupted leaves no file that looks complete.
    const unfinished = `${output}.${process.pid}`;
    fs.writeFileSync(unfinished, code);
    // So that a source which changed meanwhile is newer.
    fs.utimesSync(unfinished, readAt, readAt);
    fs.renameSync(unfinished, output);
  }
}

const program = at('dist/main.js');
const changed = findChanged();
if (changed.length > 0) {
  const compiler = await import('@swc/core').catch(() => undefined);
  if (compiler) {
    await compile(compiler, changed).catch((error) => {
      end(`the sources do not compile:\n${error.message}`);
    });
  } else if (fs.existsSync(program))
    say('there is no compiler, so the existing build is used although sources are newer');
  else end('the packages are not installed; run "npm ci" first');
}
await import('./dist/main.js');
bundlePages();

/** Beside the gateway, which does not wait for its pages. */
function bundlePages() {
  const script = at('.bundle-pages.mjs');
  if (!fs.existsSync(script) || !fs.existsSync(at('node_modules/esbuild'))) return;
  const bundler = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
  bundler.on('error', ({ message }) => say(`the pages cannot be bundled: ${message}`));
  giveWay(bundler.pid);
  bundler.unref();
}

/** Lets the gateway have the processor first. */
function giveWay(pid) {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The gateway itself runs at a lower priority, and nobody but root may give a higher one.
  }
}
