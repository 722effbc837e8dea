// Bundles the GraphiQL page with all that it needs into `dist/graphiql`, unless that is up to date. Run by
// `npm run build`, and by `npm start` beside the gateway.
import * as fs from 'node:fs';
import * as os from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const changedAt = (file) => fs.statSync(at(file), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

const ENTRY = 'src/graphiql/page.tsx';
const SOURCES = [
  ENTRY,
  'src/graphiql/page.css',
  'node_modules/.package-lock.json',
  '.graphiql.mjs',
];
const OUTPUT = 'dist/graphiql';

if (Math.max(...SOURCES.map(changedAt)) > changedAt(`${OUTPUT}/page.js`)) {
  // It may run beside a gateway that starts.
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  const { outputFiles } = await build({
    entryPoints: [at(ENTRY)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'linked',
    outdir: at(OUTPUT),
    logLevel: 'error',
    write: false,
  });
  fs.mkdirSync(at(OUTPUT), { recursive: true });
  // The gateway offers the page when its script is there, which therefore comes last and as a whole.
  outputFiles.sort((one, other) => isScript(one) - isScript(other));
  for (const { path, contents } of outputFiles) {
    const unfinished = `${path}.${process.pid}`;
    fs.writeFileSync(unfinished, contents);
    fs.renameSync(unfinished, path);
  }
}

function isScript({ path }) {
  return Number(path.endsWith('.js'));
}
