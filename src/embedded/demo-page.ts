import { waitFor } from '../http/waiting-page';

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

/** Answers until the page is bundled. */
export const waitForDemo = waitFor({
  title: 'lock-gateway: demo',
  heading: 'The demo is being bundled',
  paragraphs: [
    'It opens by itself in a moment. If it does not, <code>npm run build</code> bundles it and says why not.',
    'You are signed in: <a href="/graphql">GraphQL</a> can be used meanwhile.',
  ],
});
