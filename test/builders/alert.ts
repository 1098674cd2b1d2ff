import type { Condition } from '../../domain/alerts/alert-changes.ts';
import { type Watched, watchedSchema } from '../../domain/alerts/watch.ts';
import { aTarget } from './target.ts';

/** A rule that holds, about no number. */
export function aCondition(over: Partial<Condition> = {}): Condition {
  return {
    ...{ rule: 'credentials_rejected', message: 'the channel refuses the credentials' },
    ...{ value: null, threshold: null, subject: '-', listing_id: null, ...over },
  };
}

/** A target that is looked at, in which nothing was met yet. */
export function aWatched(over: Partial<Watched> = {}): Watched {
  const { org_id, account_id, id } = aTarget();

  return watchedSchema.parse({ org_id, account_id, id, ...over });
}
