/**
 * What a page can try on a gateway that its user is signed in to. Each attempt resolves, once the
 * browser is done with it, to the text that the page could read, or to null.
 */
const ME = '{ me { user { username } } }';
const ACQUIRE = 'mutation { acquireLock(route: "volume", id: "2") { __typename } }';
const REMOVE = 'mutation { removeLock(route: "volume", id: "1") { __typename } }';
const REST_KEY = '{"route":"volume","id":"2"}';
const JSON_TYPE = { 'Content-Type': 'application/json' };

const credentials = 'include';

const urlOf = (gateway, query) => `${gateway}/graphql?query=${encodeURIComponent(query)}`;

/** The text of an answer; null if the browser keeps it from the page. */
const read = (answer) => answer.then((response) => response.text()).catch(() => null);

const get = (gateway, query, options) =>
  read(fetch(urlOf(gateway, query), { credentials, ...options }));

const post = (url, body, options) =>
  read(fetch(url, { method: 'POST', credentials, body, ...options }));

/** Resolves when the element has loaded or failed. */
function load(element, attributes) {
  Object.assign(element, attributes);
  return new Promise((resolve) => {
    element.onload = element.onerror = resolve;
    document.body.append(element);
  });
}

/** The text of a frame; null if the browser keeps it from the page. */
function readFrame(frame) {
  try {
    return frame.contentWindow.document.body.innerText;
  } catch {
    return null;
  }
}

async function loadFrame(attributes) {
  const frame = document.createElement('iframe');
  await load(frame, attributes);
  return readFrame(frame);
}

/** Submits a form of one field into a frame. */
async function submit(action, { enctype, name, value }) {
  const frame = document.createElement('iframe');
  frame.name = `target-${document.forms.length}`;
  await load(frame, { src: 'about:blank' });
  const form = Object.assign(document.createElement('form'), {
    ...{ method: 'post', action, enctype },
    target: frame.name,
  });
  const field = Object.assign(document.createElement('input'), { type: 'hidden', name, value });
  form.append(field);
  document.body.append(form);
  await new Promise((resolve) => {
    frame.onload = resolve;
    form.submit();
  });
  return readFrame(frame);
}

/** The field of a form whose text is this JSON; a form puts a `=` between name and value. */
const asTextForm = (json) => ({
  ...{ enctype: 'text/plain', name: `${json.slice(0, -1)},"x":"`, value: '"}' },
});

/** Opens a window, waits until it left the page's origin, and tries to read it. */
async function openWindow(url) {
  const opened = window.open(url);
  const isGone = () => {
    try {
      return opened.document.body === null;
    } catch {
      return true;
    }
  };
  while (!isGone()) await new Promise((resolve) => requestAnimationFrame(resolve));
  try {
    return opened.document.body.innerText;
  } catch {
    return null;
  } finally {
    opened.close();
  }
}

/** A query from a page without an origin. */
async function fromSandbox(gateway) {
  const script = `fetch(${JSON.stringify(urlOf(gateway, ME))}, { credentials: 'include' })
    .then((response) => response.text()).catch(() => null)
    .then((text) => parent.postMessage({ text }, '*'))`;
  const said = new Promise((resolve) => {
    window.addEventListener('message', ({ data }) => resolve(data.text), { once: true });
  });
  await loadFrame({ sandbox: 'allow-scripts', srcdoc: `<script>${script}</script>` });
  return said;
}

globalThis.attempts = {
  'query by GET': (gateway) => get(gateway, ME),
  'query by GET, not to be read': (gateway) => get(gateway, ME, { mode: 'no-cors' }),
  'query by GET with a header': (gateway) =>
    get(gateway, ME, { headers: { 'Apollo-Require-Preflight': 'true' } }),
  'query by GET from a sandboxed frame': fromSandbox,
  'query by GET as a script': (gateway) =>
    load(document.createElement('script'), { src: urlOf(gateway, ME) }).then(() => null),
  'mutation by GET': (gateway) => get(gateway, ACQUIRE, { mode: 'no-cors' }),
  'mutation by GET as an image': (gateway) =>
    load(document.createElement('img'), { src: urlOf(gateway, REMOVE) }).then(() => null),
  'mutation by GET in a frame': (gateway) => loadFrame({ src: urlOf(gateway, ACQUIRE) }),
  'query by GET in a window': (gateway) => openWindow(urlOf(gateway, ME)),
  'form, urlencoded': (gateway) =>
    submit(`${gateway}/graphql`, {
      ...{ enctype: 'application/x-www-form-urlencoded', name: 'query', value: ACQUIRE },
    }),
  'form, multipart': (gateway) =>
    submit(`${gateway}/graphql`, { enctype: 'multipart/form-data', name: 'query', value: ACQUIRE }),
  'form, text': (gateway) =>
    submit(`${gateway}/graphql`, asTextForm(JSON.stringify({ query: ACQUIRE }))),
  'form, text, over REST': (gateway) => submit(`${gateway}/admin/lock`, asTextForm(REST_KEY)),
  'text over REST': (gateway) => post(`${gateway}/admin/lock`, REST_KEY, { mode: 'no-cors' }),
  'text that lives on': (gateway) =>
    post(`${gateway}/graphql`, JSON.stringify({ query: ACQUIRE }), {
      ...{ mode: 'no-cors', keepalive: true },
    }),
  'beacon of text': (gateway) => {
    navigator.sendBeacon(`${gateway}/graphql`, JSON.stringify({ query: ACQUIRE }));
    return null;
  },
  'beacon of JSON': (gateway) => {
    navigator.sendBeacon(
      `${gateway}/admin/lock`,
      new Blob([REST_KEY], { type: 'application/json' }),
    );
    return null;
  },
  JSON: (gateway) =>
    post(`${gateway}/graphql`, JSON.stringify({ query: ACQUIRE }), { headers: JSON_TYPE }),
  'JSON over REST': (gateway) => post(`${gateway}/admin/lock`, REST_KEY, { headers: JSON_TYPE }),
  'removal over REST': (gateway) =>
    read(
      fetch(`${gateway}/admin/remove-lock?route=volume&id=1`, { method: 'DELETE', credentials }),
    ),
};
