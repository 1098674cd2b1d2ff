import type { SqsQueue } from './fauxqs-stores.ts';

/**
 * Makes a FIFO queue of the emulator keep to SQS in what the emulator simplifies: one receive gives as many messages of
 * a group as fit, those that return to their group take their old places, and dead letters stand in the order they came.
 */
export function keepGroups(queue: SqsQueue): void {
  const dequeue = queue.dequeue.bind(queue);
  const enqueue = queue.enqueue.bind(queue);
  const processTimers = queue.processTimers.bind(queue);
  let receiving = false;

  // Within one receive nothing returns: a message taken without a visibility timeout would be taken again.
  queue.processTimers = () => {
    if (!receiving) processTimers();
  };
  queue.enqueue = (message) => {
    // One that was received before comes from another queue, and with a number of that one.
    const moved = message.approximateReceiveCount > 0;
    enqueue(moved ? { ...message, sequenceNumber: queue.nextSequenceNumber() } : message);
  };
  queue.dequeue = (most, ...rest) => {
    queue.processTimers();
    sortGroups(queue);
    receiving = true;
    try {
      return takeGroups(queue, most, () => dequeue(1, ...rest));
    } finally {
      receiving = false;
    }
  };
}

/** The emulator puts what returns at the head of its group, and so several messages in reverse. */
function sortGroups(queue: SqsQueue): void {
  for (const group of queue.fifoMessages.values()) {
    group.sort(({ sequenceNumber: a = '' }, { sequenceNumber: b = '' }) => (a < b ? -1 : 1));
  }
}

/** The emulator locks a group with the first message it gives. Here it is locked when the call has all it gets. */
function takeGroups(
  queue: SqsQueue,
  most: number,
  takeOne: () => ReturnType<SqsQueue['dequeue']>,
): ReturnType<SqsQueue['dequeue']> {
  const messages: ReturnType<SqsQueue['dequeue']> = [];
  const taken = new Map<string, number>();
  while (messages.length < most) {
    const [message] = takeOne();
    if (message === undefined) break;
    messages.push(message);
    const group = queue.inflightMessages.get(message.ReceiptHandle)?.message.messageGroupId ?? '';
    taken.set(group, (taken.get(group) ?? 0) + 1);
    queue.fifoLockedGroups.delete(group);
  }
  for (const [group, count] of taken) queue.fifoLockedGroups.set(group, count);
  return messages;
}
