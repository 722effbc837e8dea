import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createLockClient } from '../client/public';
import { createLockList } from '../operator/public';
import { LockProvider } from '../react/public';
import { App } from './app';
import './styles/base.css';
import './styles/page.css';
import './styles/table.css';
import './styles/details.css';
import { createViewerStore } from './viewer';

// The page holds nothing; and every lock there is would be told to each tab, from one to the other.
const client = createLockClient({ url: new URL('graphql', location.href), shareTabs: false });
const list = createLockList(client);
const viewers = createViewerStore(client);

createRoot(document.getElementById('console')!).render(
  <StrictMode>
    <LockProvider client={client}>
      <App list={list} viewers={viewers} />
    </LockProvider>
  </StrictMode>,
);
