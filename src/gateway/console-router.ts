import { type Router } from 'express';
import { builtDirectory, builtPageRouter } from '../http/built-page';
import { waitFor } from '../http/waiting-page';

/** Where operators see and mend every lock. */
export const CONSOLE_PATH = '/console';

const waitForConsole = waitFor({
  title: 'lock-gateway: console',
  heading: 'The console is being built',
  paragraphs: [
    'It opens by itself in a moment. If it does not, <code>npm run build</code> builds it and says why not.',
  ],
});

/** Serves the console. It is the same for everybody: what it shows is asked for with the cookie of whoever looks. */
export function consoleRouter(directory = builtDirectory('console')): Router {
  return builtPageRouter({ path: CONSOLE_PATH, directory, otherwise: waitForConsole });
}
