// How the console is built; used by `.bundle-pages.mjs`, and by `npx vite --config .vite.config.mjs`, which serves
// it while somebody works on it, beside a gateway on port 4000.
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const GATEWAY = 'http://localhost:4000';

export default {
  configFile: false,
  root: at('src/console'),
  base: './',
  publicDir: false,
  logLevel: 'error',
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: at('dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // Every browser that runs the rest preloads by itself.
    modulePreload: { polyfill: false },
  },
  // The page is at `/console` and its files below, wherever a proxy puts both.
  experimental: {
    renderBuiltUrl: (name, { hostType }) =>
      hostType === 'html' ? `console/${name}` : { relative: true },
  },
  server: { proxy: { '/graphql': { target: GATEWAY, ws: true } } },
};
