import { type IncomingMessage } from 'node:http';

/** Whether a person looks at the address: no operation is sent, and no JSON asked for. */
export function isVisit({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && !url.includes('?') && !headers.accept?.includes('json');
}

const SIGN_IN = `<p>The demo users sign in by a link, which sets the cookie of this browser:
<a href="/demo/sign-in/alice">alice</a>, <a href="/demo/sign-in/bob">bob</a>,
<a href="/demo/sign-in/sam">sam</a>, <a href="/demo/sign-in/eve">eve</a>.</p>
`;

/** What a person sees who opens GraphQL in a browser while Apollo Sandbox is off. */
export function plainPage({ hasDemoUsers }: { hasDemoUsers: boolean }): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>lock-gateway</title></head>
<body>
<h1>lock-gateway</h1>
<p>This service keeps the edit locks of admin panels. It has no pages of its own: programs call it.</p>
<ul>
<li>GraphQL: <code>POST /graphql</code> with a JSON body. Apollo Sandbox and introspection are off here;
<code>GRAPHQL_INTROSPECTION=true</code> turns them on.</li>
<li>REST: <code>POST /admin/lock</code> and <code>DELETE /admin/remove-lock</code>, described in
<a href="/openapi.yaml">openapi.yaml</a>.</li>
</ul>
${hasDemoUsers ? SIGN_IN : ''}</body>
</html>
`;
}
