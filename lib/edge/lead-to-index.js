/**
 * Every page of the console is index.html, which finds out by the path what to show. Files have an extension. In the language of
 * CloudFront's own runtime: ECMAScript 5.1, `const` and little more.
 */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (!name.includes('.')) request.uri = '/index.html';

  return request;
}
