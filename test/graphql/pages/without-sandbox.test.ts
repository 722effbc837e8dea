import { withOffer } from '../../../src/graphql/pages/without-sandbox';

it('offers no GraphiQL that is not bundled, and says how it would be', () => {
  const page = withOffer('<div class="fallback">You are offline.</div>', false);
  expect(page).toContain('Apollo Sandbox cannot be loaded');
  expect(page).toContain('npm run build');
  expect(page).not.toMatch(/href|You are offline/);
});
