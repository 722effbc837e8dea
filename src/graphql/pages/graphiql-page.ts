/** Where GraphiQL is served. Its script and style are one level below. */
export const GRAPHIQL_PATH = '/graphql/graphiql';

/** The page that runs GraphiQL; it loads nothing from any other host. */
export function graphiqlPage({ operations }: { operations: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>lock-gateway: GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="graphiql/page.css">
<script type="module" src="graphiql/page.js"></script>
</head>
<body>
<noscript>GraphiQL needs JavaScript.</noscript>
<div id="graphiql" data-operations="${asAttribute(operations)}"></div>
</body>
</html>
`;
}

function asAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
