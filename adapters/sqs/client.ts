import { SQSClient } from '@aws-sdk/client-sqs';

/** The one SQS client of a function. Queue URLs are names only; where requests go is the region's endpoint or AWS_ENDPOINT_URL_SQS. */
export const sqsClient = new SQSClient({ useQueueUrlAsEndpoint: false });
