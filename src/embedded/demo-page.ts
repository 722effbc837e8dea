import { type RequestHandler } from 'express';

/** Where the demo is. Its script, style, records and sign-in are below. */
export const DEMO_PATH = '/demo';

/** The page of the demo; it loads nothing from any other host. */
export const DEMO_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>lock-gateway: demo</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="demo/page.css">
<script type="module" src="demo/page.js"></script>
</head>
<body>
<noscript>The demo needs JavaScript.</noscript>
<div id="demo"></div>
</body>
</html>
`;

const WAITING_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="1">
<title>lock-gateway: demo</title>
</head>
<body>
<main>
<h1>The demo is being bundled</h1>
<p>It opens by itself in a moment. If it does not, <code>npm run build</code> bundles it and says why not.</p>
<p>You are signed in: <a href="/graphql">GraphQL</a> can be used meanwhile.</p>
</main>
</body>
</html>
`;

/** Asks again until the page is bundled, which takes a second after the first start. */
export const waitForDemo: RequestHandler = (_request, response) => {
  response.status(503).set('Retry-After', '1').type('html').send(WAITING_PAGE);
};
