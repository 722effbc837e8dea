import { browserFetch } from './browser-fetch';

const { PAGE_ORIGIN, PAGE_COOKIE } = process.env;
if (PAGE_ORIGIN === undefined || PAGE_COOKIE === undefined) {
  throw new Error('PAGE_ORIGIN and PAGE_COOKIE are needed');
}

const page = new EventTarget();

/** What an example of the page for front-end developers uses of a browser. */
Object.assign(globalThis, {
  fetch: browserFetch({ origin: PAGE_ORIGIN, cookie: PAGE_COOKIE }),
  addEventListener: page.addEventListener.bind(page),
  dispatchEvent: page.dispatchEvent.bind(page),
});
