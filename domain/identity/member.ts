import * as z from 'zod';
import { nameBasedId } from '../common/ids.ts';
import { timestampSchema } from '../common/time.ts';
import { principalSchema } from './principal.ts';

/** An e-mail address in the one form it is compared in: providers differ in how they write capitals. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A person's place in one account: who may log in there, and as what. A person may have several. */
export const memberSchema = principalSchema.extend({
  email: emailSchema,
  /** Grows by one with each edit. */
  revision: z.int().min(1),
  created_at: timestampSchema,
  /** The member or key that added the person; null: the command line. */
  created_by: z.uuid().nullable(),
  updated_at: timestampSchema,
});

export type Member = z.infer<typeof memberSchema>;

/** The id of the person behind an address, the same in every account: who has the address is who logs in with it. */
export function personId(email: string): string {
  return nameBasedId(`person ${email}`);
}
