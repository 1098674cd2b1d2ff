import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** The item that an image in a record of a stream shows; without attributes where there is no image. */
export function itemOf(image: object = {}): Record<string, unknown> {
  return unmarshall(toSdk(image));
}

/** Lambda hands over the JSON that DynamoDB speaks, in which bytes are base64; the SDK has them as bytes. */
function toSdk(image: object): Record<string, AttributeValue> {
  return JSON.parse(JSON.stringify(image), (type, value: unknown) => {
    if (type === 'B' && typeof value === 'string') return Buffer.from(value, 'base64');
    return value;
  });
}
