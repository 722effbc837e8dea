import { type Page } from 'playwright-core';

/** What the console and the policy of a page complain about from now on, and what it asks of other hosts. */
export function complaintsOf(page: Page, ownOrigin: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== ownOrigin) complaints.push(request.url());
  });
  return complaints;
}
