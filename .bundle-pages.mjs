// Bundles each page with all that it needs into `dist/<name>`, unless that is up to date. Run by
// `npm run build`, and by `npm start` beside the gateway.
import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as zlib from 'node:zlib';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const changedAt = (path) => fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

/** The folders of `src` that each page is made of; `page.tsx` of the first is its entry. */
const PAGES = {
  demo: ['demo', 'react', 'client'],
  graphiql: ['graphiql'],
  console: ['console', 'operator', 'react', 'client'],
};
const ALWAYS = [
  ...['node_modules/.package-lock.json', '.bundle-pages.mjs', '.tsconfig.browser.json'],
  '.vite.config.mjs',
];
/** What is written last of a page. */
const LAST = { console: 'index.html' };

/** When anything below a folder of `src` was changed last. */
function folderChangedAt(folder) {
  // The folder itself tells of files that are gone.
  const names = ['', ...fs.readdirSync(at(`src/${folder}`), { recursive: true })];
  return Math.max(...names.map((name) => changedAt(at(`src/${folder}/${name}`))));
}

const entryOf = (page) => at(`src/${page}/page.tsx`);

const outdated = Object.entries(PAGES)
  .filter(([page]) => fs.existsSync(entryOf(page)))
  .filter(([page, folders]) => {
    const sources = [...folders.map(folderChangedAt), ...ALWAYS.map((path) => changedAt(at(path)))];
    return Math.max(...sources) > changedAt(at(`dist/${page}/${LAST[page] ?? 'page.js'}`));
  })
  .map(([page]) => page);

for (const page of outdated) await (page === 'console' ? buildConsole() : bundle(page));

/** In a folder of its own first: the gateway may be serving what was built before. */
async function buildConsole() {
  // Otherwise a test would get the React of developers.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  const { default: config } = await import('./.vite.config.mjs');
  const unfinished = at(`dist/console.${process.pid}`);
  await build({ ...config, build: { ...config.build, outDir: unfinished } });
  compressTexts(`${unfinished}/assets`);
  fs.rmSync(at('dist/console'), { recursive: true, force: true });
  fs.renameSync(unfinished, at('dist/console'));
}

/** Beside each file, so that the gateway has nothing to compress. */
function compressTexts(folder) {
  for (const name of fs.readdirSync(folder)) {
    const text = fs.readFileSync(`${folder}/${name}`);
    fs.writeFileSync(`${folder}/${name}.gz`, zlib.gzipSync(text, { level: 9 }));
    fs.writeFileSync(`${folder}/${name}.br`, zlib.brotliCompressSync(text));
  }
}

async function bundle(page) {
  const { outputFiles } = await build({
    entryPoints: [entryOf(page)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'linked',
    outdir: at(`dist/${page}`),
    logLevel: 'error',
    write: false,
  });
  fs.mkdirSync(at(`dist/${page}`), { recursive: true });
  // The gateway offers a page when its script is there, which therefore comes last and as a whole.
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
