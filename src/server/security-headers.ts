import { type RequestHandler } from 'express';
import helmet from 'helmet';
import { type IncomingMessage, ServerResponse } from 'node:http';
import { LANDING_PAGE_SOURCES } from '../graphql/landing-page';

/** The security headers of pages and everything else that Express answers. */
export function securityHeaders(): RequestHandler {
  const { scripts, styles, fonts, frames } = LANDING_PAGE_SOURCES;
  return helmet({
    contentSecurityPolicy: {
      directives: {
        // The landing page narrows inline scripts and styles to its own nonces by its own policy.
        scriptSrc: ["'self'", "'unsafe-inline'", ...scripts],
        styleSrc: ["'self'", "'unsafe-inline'", ...scripts, ...styles],
        fontSrc: ["'self'", ...fonts],
        imgSrc: ["'self'", 'data:', ...scripts],
        manifestSrc: ["'self'", ...scripts],
        connectSrc: ["'self'", ...scripts],
        frameSrc: ["'self'", ...frames],
        // Plain HTTP on a developer's machine must keep working.
        upgradeInsecureRequests: null,
      },
    },
    crossOriginEmbedderPolicy: false,
  });
}

/**
 * The security headers of answers that no browser shows, computed once: helmet sets the same ones
 * on every response, and setting them one by one costs more than the rest of a short answer.
 */
export function apiSecurityHeaders(): Readonly<Record<string, string>> {
  const response = new ServerResponse({ method: 'GET' } as IncomingMessage);
  const apply = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // These speak of pages only.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  apply({} as IncomingMessage, response, () => {});
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
