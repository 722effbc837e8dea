/// <reference lib="dom" />
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import './page.css';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';

/** The page is served one level below its endpoint. */
const endpoint = new URL('.', location.href).href.replace(/\/$/, '');

/** Requests and the WebSocket are of the page's own origin, so the browser sends its cookie with both. */
const fetcher = createGraphiQLFetcher({
  url: endpoint,
  wsClient: createClient({ url: endpoint.replace(/^http/, 'ws') }),
});

const place = document.getElementById('graphiql')!;
createRoot(place).render(
  <GraphiQL fetcher={fetcher} defaultQuery={place.dataset['operations'] ?? ''} />,
);
