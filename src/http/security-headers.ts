import helmet from 'helmet';
import { type IncomingMessage, ServerResponse } from 'node:http';

/** The hosts that a page can load from. */
export interface PageSources {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly fonts: readonly string[];
  readonly frames: readonly string[];
}

/**
 * The security headers of pages and everything else that Express answers. HSTS is left to the proxy
 * that terminates TLS.
 */
export function securityHeaders({
  scripts,
  styles,
  fonts,
  frames,
}: PageSources): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        // The landing page adds a policy that restricts inline scripts and styles to its nonces.
        scriptSrc: ["'self'", "'unsafe-inline'", ...scripts],
        styleSrc: ["'self'", "'unsafe-inline'", ...scripts, ...styles],
        fontSrc: ["'self'", ...fonts],
        imgSrc: ["'self'", 'data:', ...scripts],
        manifestSrc: ["'self'", ...scripts],
        connectSrc: ["'self'", ...scripts],
        frameSrc: ["'self'", ...frames],
        // Keeps plain HTTP working on a developer's machine.
        upgradeInsecureRequests: null,
      },
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: false,
  });
}

/** The headers that `securityHeaders` sets, for a page that Express does not answer. */
export function pageSecurityHeaders(sources: PageSources): Headers {
  return headersOf(securityHeaders(sources));
}

/**
 * The security headers of answers that are not pages. They are computed once: letting helmet set the
 * same headers on every response costs more than the rest of a short answer.
 */
export function apiSecurityHeaders(): Headers {
  const apply = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // These apply to pages only.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    strictTransportSecurity: false,
  });
  return headersOf(apply);
}

type Headers = Readonly<Record<string, string>>;

function headersOf(apply: ReturnType<typeof helmet>): Headers {
  const response = new ServerResponse({ method: 'GET' } as IncomingMessage);
  apply({} as IncomingMessage, response, () => {});
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
