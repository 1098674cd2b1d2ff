/** The local cloud cannot do what the template or the caller asks. The message says what to do about it. */
export class CloudError extends Error {
  override name = 'CloudError';
}
