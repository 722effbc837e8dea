import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createLockClient } from '../client/public';
import { LockProvider } from '../react/public';
import { App } from './app';
import './page.css';

const client = createLockClient({ url: '/graphql' });

createRoot(document.getElementById('demo')!).render(
  <StrictMode>
    <LockProvider client={client}>
      <App />
    </LockProvider>
  </StrictMode>,
);
