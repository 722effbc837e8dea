import { type RequestHandler } from 'express';

/** What a page says while it is built. */
export interface WaitingPage {
  readonly title: string;
  readonly heading: string;
  /** Paragraphs of HTML. */
  readonly paragraphs: readonly string[];
}

/** Asks again every second until the page is built, which takes a few after the first start. */
export function waitFor({ title, heading, paragraphs }: WaitingPage): RequestHandler {
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="1">
<title>${title}</title>
</head>
<body>
<main>
<h1>${heading}</h1>
${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}
</main>
</body>
</html>
`;
  return (_request, response) => {
    response.status(503).set('Retry-After', '1').type('html').send(page);
  };
}
