import { GRAPHIQL_PATH } from './graphiql-page';

/** What Apollo's page says by itself, which nobody can act on. */
const FALLBACK = /<div class="fallback">.*?<\/div>/s;

/** A font for that text. While it does not come the browser shows nothing at all. */
const FONT = /<link\s+href="https:\/\/fonts\.googleapis\.com\/[^>]*>/;

/** Where the frame of Sandbox comes from; it announces itself by a message. */
const SANDBOX_ORIGIN = 'https://sandbox.embed.apollographql.com';

/** From then on the page takes Sandbox for unreachable, as where packets are dropped. */
const WAIT_MS = 5_000;

/**
 * Apollo's landing page that says so when Sandbox cannot be loaded (offline, in a closed network), and
 * what to use instead. Sandbox stays usable if it comes after all.
 */
export function withOffer(page: string, hasGraphiql: boolean): string {
  const nonce = /nonce="([^"]+)"/.exec(page)?.[1] ?? '';
  return page.replace(FONT, '').replace(
    FALLBACK,
    () => `<style nonce="${nonce}">
  #without-sandbox { display: none; padding: 1em; font-family: sans-serif; }
  .no-sandbox #without-sandbox { display: block; }
  .no-sandbox #embeddableSandbox { position: static; }
</style>
<div id="without-sandbox">
  <h1>lock-gateway</h1>
  <p>Apollo Sandbox cannot be loaded: this browser does not reach apollographql.com.</p>
  <p>${hasGraphiql ? GRAPHIQL : NO_GRAPHIQL}</p>
</div>
<script nonce="${nonce}">${SCRIPT}</script>`,
  );
}

const GRAPHIQL = `<a href="${GRAPHIQL_PATH}">Open GraphiQL</a>, which this gateway serves itself.`;

const NO_GRAPHIQL =
  'GraphiQL is not bundled here: <code>npm run build</code> does it. ' +
  'Any client can <code>POST /graphql</code>.';

/** A script that fails is known at once; a frame that does not come is not. */
const SCRIPT = `
  (() => {
    const show = (isMissing) => document.documentElement.classList.toggle('no-sandbox', isMissing);
    const late = setTimeout(() => show(true), ${WAIT_MS});
    addEventListener('error', ({ target }) => target instanceof HTMLScriptElement && show(true), true);
    addEventListener('message', ({ origin }) => {
      if (origin !== '${SANDBOX_ORIGIN}') return;
      clearTimeout(late);
      show(false);
    });
  })();
`;
