import { type RequestHandler, type Router } from 'express';
import { builtDirectory, builtPageRouter } from '../http/built-page';

/** Where operators see and mend every lock. */
export const CONSOLE_PATH = '/console';

const WAITING_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="1">
<title>lock-gateway: console</title>
</head>
<body>
<main>
<h1>The console is being built</h1>
<p>It opens by itself in a moment. If it does not, <code>npm run build</code> builds it and says why not.</p>
</main>
</body>
</html>
`;

/** Asks again until the page is built, which takes a few seconds after the first start. */
const waitForConsole: RequestHandler = (_request, response) => {
  response.status(503).set('Retry-After', '1').type('html').send(WAITING_PAGE);
};

/** Serves the console. It is the same for everybody: what it shows is asked for with the cookie of whoever looks. */
export function consoleRouter(directory = builtDirectory('console')): Router {
  return builtPageRouter({ path: CONSOLE_PATH, directory, otherwise: waitForConsole });
}
