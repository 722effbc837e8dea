import { type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { sampleOperations } from './sample-operations';
import { withOffer } from './without-sandbox';

/** The hosts that Apollo's landing page loads from and frames. */
export const LANDING_PAGE_SOURCES = {
  scripts: [
    'https://apollo-server-landing-page.cdn.apollographql.com',
    'https://embeddable-sandbox.cdn.apollographql.com',
  ],
  styles: ['https://fonts.googleapis.com'],
  fonts: ['https://fonts.gstatic.com'],
  frames: ['https://sandbox.embed.apollographql.com'],
};

/** Apollo Sandbox with sample operations, sending the browser's cookies; or no page when off. */
export function landingPage(options: {
  isOn: boolean;
  hasDemoUsers: boolean;
  /** Whether GraphiQL can be offered where Sandbox cannot be loaded; asked for each page. */
  hasGraphiql: () => boolean;
}): ApolloServerPlugin {
  if (!options.isOn) return ApolloServerPluginLandingPageDisabled();
  const plugin = ApolloServerPluginLandingPageLocalDefault({
    ...{ embed: true, includeCookies: true },
    document: sampleOperations(options),
  });
  return withPage(plugin, (page) =>
    withOffer(withSubscriptionEndpoint(page), options.hasGraphiql()),
  );
}

/** The plugin with its page changed. */
function withPage(
  plugin: ApolloServerPlugin,
  change: (page: string) => string,
): ApolloServerPlugin {
  return {
    ...plugin,
    serverWillStart: async (service) => {
      const listener = await plugin.serverWillStart?.(service);
      if (!listener?.renderLandingPage) return listener;
      return {
        ...listener,
        renderLandingPage: async () => {
          const { html } = await listener.renderLandingPage!();
          return { html: async () => change(typeof html === 'string' ? html : await html()) };
        },
      };
    },
  };
}

/** Where the page says which endpoint Sandbox begins with. */
const ENDPOINT = /^( *)initialEndpoint,$/m;

/** Sandbox can subscribe, but Apollo's page does not tell it where. */
function withSubscriptionEndpoint(page: string): string {
  return page.replace(
    ENDPOINT,
    "$1initialEndpoint,\n$1initialSubscriptionEndpoint: initialEndpoint.replace(/^http/, 'ws'),",
  );
}
