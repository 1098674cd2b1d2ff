import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** The item that an image in a record of a stream shows; without attributes where there is no image. */
export function itemOf(image: object = {}): Record<string, unknown> {
  return unmarshall(toSdk(image));
}

/** Lambda's type and the SDK's describe the same JSON with other optional fields. */
function toSdk(image: object): Record<string, AttributeValue> {
  return { ...image };
}
