/** A plain page without a script. `title` and `body` are HTML; `head`: what the head has more. */
export function htmlPage({
  title,
  body,
  head = '',
}: {
  readonly title: string;
  readonly body: string;
  readonly head?: string;
}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${head}<title>${title}</title>
</head>
<body>
${body}
</body>
</html>
`;
}
