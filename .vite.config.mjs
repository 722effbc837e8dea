// How the console is built; used by `.bundle-pages.mjs`, and by `npx vite --config .vite.config.mjs`, which serves
// it while somebody works on it, beside a gateway on port 4000.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const GATEWAY = 'http://localhost:4000';

/** Beside each file that is text, so that the gateway has nothing to compress. */
const compressed = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name))) {
      const text = await readFile(join(dir, name));
      await writeFile(join(dir, `${name}.gz`), await promisify(zlib.gzip)(text, { level: 9 }));
      await writeFile(join(dir, `${name}.br`), await promisify(zlib.brotliCompress)(text));
    }
  },
};

export default {
  configFile: false,
  root: at('src/console'),
  base: './',
  publicDir: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [compressed],
  build: {
    outDir: at('dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // Every browser that runs the rest preloads by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // `src/react` says that it runs in browsers, as this page does.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  // The page is at `/console` and its files below, wherever a proxy puts both.
  experimental: {
    renderBuiltUrl: (name, { hostType }) =>
      hostType === 'html' ? `console/${name}` : { relative: true },
  },
  server: { proxy: { '/graphql': { target: GATEWAY, ws: true } } },
};
