import type { Plugin } from 'esbuild';

/**
 * What of the X-Ray SDK only servers, other clouds' hosts and the SDK's own patching of AWS clients need. In Lambda the
 * service itself samples, and calls are recorded as what they are, HTTPS requests.
 */
const unused =
  /aws-xray-sdk-core\/dist\/lib\/(database|middleware\/(sampling|incoming_request_data)|patchers\/(aws_p|aws3_p|promise_p)|segments\/(plugins|attributes\/aws\.))/;

/** Leaves those modules empty; whoever calls one after all finds that it is not a function. */
export const leanerTracer: Plugin = {
  name: 'leaner-tracer',
  setup({ onLoad }) {
    onLoad({ filter: unused }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};
