import type { Target } from '../../common/reading/targets.ts';
import { answer, api } from '../../http/client.ts';
import type { operations } from '../../http/contract.d.ts';
import { isStatus } from '../../http/problem.ts';
import {
  type AccountForm,
  accountForm,
  accountOf,
  type CredentialsForm,
  credentialsOf,
} from '../account-form.ts';
import { readTarget } from '../target-queries.ts';

/** A target as it was read, and what a change of it names. */
export interface Read {
  readonly data: Target;
  readonly etag: string | null;
}

export interface Edit {
  /** What the edit began with. */
  readonly from: Read;
  readonly form: AccountForm;
  /** For another address. */
  readonly credentials: CredentialsForm;
}

/** A field that two people have changed, each in another way. */
export interface Conflict {
  readonly field: 'name' | 'base_url' | 'rate';
  readonly mine: string;
  readonly theirs: string;
}

/** Somebody else has changed the same meanwhile. `now` is what they have made of it. */
export class EditedMeanwhileError extends Error {
  override name = 'EditedMeanwhileError';
  readonly now: Read;

  constructor(now: Read, options?: ErrorOptions) {
    super('Somebody else has changed this meanwhile.', options);
    this.now = now;
  }
}

type TargetPatch = operations['patchTarget']['requestBody']['content']['application/json'];

/** How an edit is saved: as it is, or on top of what others have made of the target, unless they are in each other's way. */
export interface Saving {
  readonly from: Read;
  readonly save: () => Promise<Target>;
  readonly saveOn: (now: Read) => Promise<Target>;
  readonly conflicts: (now: Target) => readonly unknown[];
}

/**
 * Saves what was changed, on top of what others have changed meanwhile in other fields.
 * @throws ProblemError, EditedMeanwhileError
 */
export async function saveBeside({ from, save, saveOn, conflicts }: Saving): Promise<Target> {
  try {
    return await save();
  } catch (cause) {
    if (!isStatus(cause, 412)) throw cause;
    const now = await readTarget(from.data.id);
    if (conflicts(now.data).length > 0) throw new EditedMeanwhileError(now, { cause });
    return saveOn(now);
  }
}

/** @throws ProblemError */
export function saveEdit(edit: Edit): Promise<Target> {
  return saveBeside({
    from: edit.from,
    save: () => patchTarget(edit.from, changesOf(edit)),
    saveOn: (now) => patchTarget(now, changesOf(edit)),
    conflicts: (now) => conflictsIn(edit, now),
  });
}

/** Changes a target as it was read. @throws ProblemError 412 when it is not any more as it was */
export function patchTarget({ data: { id }, etag }: Read, body: TargetPatch): Promise<Target> {
  return answer(
    api.PATCH('/api/channels/targets/{id}', {
      params: { path: { id }, ...(etag !== null && { header: { 'if-match': etag } }) },
      body,
    }),
  );
}

function changesOf({ from, form, credentials }: Edit): TargetPatch {
  const before = accountOf(accountForm(from.data));
  const after = accountOf(form);
  const isMoved = before.base_url !== after.base_url;

  return {
    ...(before.name !== after.name && { name: after.name }),
    ...(isMoved && { base_url: after.base_url }),
    ...(isElsewhere(from.data, form) && credentialsOf(credentials)),
    ...(rateOf(form) !== rateOf(accountForm(from.data)) && {
      rate_limit_config: after.rate_limit_config,
    }),
  };
}

/** What both have changed, and not to the same. */
export function conflictsIn({ from, form }: Pick<Edit, 'from' | 'form'>, now: Target): Conflict[] {
  const before = fieldsOf(accountForm(from.data));
  const mine = fieldsOf(form);
  const theirs = fieldsOf(accountForm(now));

  return fields
    .filter((field) => theirs[field] !== before[field] && mine[field] !== before[field])
    .filter((field) => theirs[field] !== mine[field])
    .map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
}

/** The same edit of what others have made of it meanwhile: what only they have changed stays theirs. */
export function onTopOf(now: Read, edit: Edit): Edit {
  const { from, form } = edit;
  const before = fieldsOf(accountForm(from.data));
  const mine = fieldsOf(form);
  const theirs = accountForm(now.data);
  const { name, base_url, max_requests, window_seconds } = theirs;

  return {
    ...edit,
    from: now,
    form: {
      ...form,
      ...(mine.name === before.name && { name }),
      ...(mine.base_url === before.base_url && { base_url }),
      ...(mine.rate === before.rate && { max_requests, window_seconds }),
    },
  };
}

/** Stored credentials are only sent to the origin that they were given for. */
export function isElsewhere({ base_url }: Target, form: AccountForm): boolean {
  return URL.parse(form.base_url.trim())?.origin !== new URL(base_url).origin;
}

export function isChanged({ from, form }: Pick<Edit, 'from' | 'form'>): boolean {
  const before = fieldsOf(accountForm(from.data));
  const after = fieldsOf(form);
  return fields.some((field) => before[field] !== after[field]);
}

const fields = ['name', 'base_url', 'rate'] as const;
const rateOf = ({ max_requests, window_seconds }: AccountForm) =>
  `${max_requests} calls in ${window_seconds} seconds`;

function fieldsOf(form: AccountForm): Readonly<Record<Conflict['field'], string>> {
  return { name: form.name.trim(), base_url: form.base_url.trim(), rate: rateOf(form) };
}
