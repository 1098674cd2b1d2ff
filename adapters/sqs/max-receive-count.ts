/**
 * Deliveries after which SQS itself gives a message up: the most it takes. It counts deliveries that never got to a worker
 * too, so the worker decides which message is a dead letter, by the ones it has begun on.
 */
export const maxReceiveCount = 1_000;
