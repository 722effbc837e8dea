import { type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';

const SIGN_IN_FIRST = '# Sign in first: open /demo/sign-in/alice in this browser.\n';

const SAMPLE_OPERATION = `mutation TakeTheLock {
  acquireLock(route: "volume", id: "1234", note: "price update, back at 15:00") {
    __typename
    ... on LockAcquired {
      created
      lock { id holder { username } acquiredAt expiresAt fencingToken }
    }
    ... on LockConflict {
      message
      lock { holder { username } acquiredAt expiresAt canTakeOver }
    }
  }
}

subscription WhatHappens {
  lockEvents(route: "volume") {
    type
    record { id lock { holder { username } note heldByMe } }
    actor { username }
    at
  }
}

query WhoHasWhat {
  locks(route: "volume", first: 50) {
    nodes { id holder { username } note expiresInMs heldByMe canTakeOver }
    pageInfo { hasNextPage endCursor }
  }
}
`;

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

/** Apollo Sandbox with a sample operation, sending the browser's cookies; or no page when off. */
export function landingPage(options: { isOn: boolean; hasDemoUsers: boolean }): ApolloServerPlugin {
  if (!options.isOn) return ApolloServerPluginLandingPageDisabled();
  return withSubscriptions(
    ApolloServerPluginLandingPageLocalDefault({
      embed: true,
      includeCookies: true,
      document: options.hasDemoUsers ? SIGN_IN_FIRST + SAMPLE_OPERATION : SAMPLE_OPERATION,
    }),
  );
}

/** Where the page says which endpoint Sandbox begins with. */
const ENDPOINT = /^( *)initialEndpoint,$/m;

/** Sandbox can subscribe, but Apollo's page does not tell it where. */
function withSubscriptions(plugin: ApolloServerPlugin): ApolloServerPlugin {
  return {
    ...plugin,
    serverWillStart: async (service) => {
      const listener = await plugin.serverWillStart?.(service);
      if (!listener?.renderLandingPage) return listener;
      return {
        ...listener,
        renderLandingPage: async () => {
          const { html } = await listener.renderLandingPage!();
          return {
            html: async () =>
              withSubscriptionEndpoint(typeof html === 'string' ? html : await html()),
          };
        },
      };
    },
  };
}

function withSubscriptionEndpoint(page: string): string {
  return page.replace(
    ENDPOINT,
    "$1initialEndpoint,\n$1initialSubscriptionEndpoint: initialEndpoint.replace(/^http/, 'ws'),",
  );
}
