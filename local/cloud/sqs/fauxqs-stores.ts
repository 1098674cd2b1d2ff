import type { buildApp } from 'fauxqs';
import { keepGroups } from './fifo-groups.ts';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;

export type SqsQueue = ReturnType<Stores['sqsStore']['createQueue']>;

/** What the emulator keeps its queues in. It takes stores but does not export them, hence the way by its files. */
export async function fauxqsStores(): Promise<Stores> {
  const home = import.meta.resolve('fauxqs');
  const load = (file: string) => import(new URL(file, home).href);
  const [sqs, sns, s3] = await Promise.all(
    ['sqs/sqsStore.js', 'sns/snsStore.js', 's3/s3Store.js'].map(load),
  );
  const stores: Stores = {
    sqsStore: new sqs.SqsStore(),
    snsStore: new sns.SnsStore(),
    s3Store: new s3.S3Store(),
  };
  const create = stores.sqsStore.createQueue.bind(stores.sqsStore);
  stores.sqsStore.createQueue = (...args) => {
    const queue = create(...args);
    if (queue.isFifo()) keepGroups(queue);
    return queue;
  };
  return stores;
}
