import { Router } from 'express';
import { bundledPageRouter, PageFiles } from '../http/bundled-page';
import { DEMO_PAGE, DEMO_PATH, waitForDemo } from './demo-page';
import { demoSignInRouter } from './demo-sign-in';
import { demoVolumesRouter } from './demo-volumes-router';

/** Sign-in for browsers, and a page with records to try locks with. */
export function demoRouter(files = new PageFiles('demo')): Router {
  return Router({ caseSensitive: true, strict: true }).use(
    demoSignInRouter(),
    demoVolumesRouter(),
    bundledPageRouter({ path: DEMO_PATH, files, html: DEMO_PAGE, otherwise: waitForDemo }),
  );
}
