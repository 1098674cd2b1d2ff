/** Of the reference page's own ways to reach out, none is left on; `apiKey` is the security scheme of the document. */
const configuration = JSON.stringify({
  withDefaultFonts: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  authentication: { preferredSecurityScheme: 'apiKey' },
});

/** The reference page. Its script comes from the same origin. */
export const docsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Channels and distribution: API reference</title>
</head>
<body>
<script id="api-reference" data-url="/api/openapi.json" data-configuration='${configuration}'></script>
<script src="/docs/scalar.js"></script>
</body>
</html>
`;

/** Lets the page fetch nothing from anywhere else. Its script sets styles inline. */
export const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
