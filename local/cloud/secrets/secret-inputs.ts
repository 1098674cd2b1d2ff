import * as z from 'zod';

/* What the actions of Secrets Manager take, as far as the project uses them. */

const stageSchema = z.string().min(1).max(256);

export const idInput = z.object({ SecretId: z.string().min(1) });
export const valueInput = z.object({
  SecretString: z.string().min(1).max(65_536),
  ClientRequestToken: z.string().optional(),
});
export const createInput = valueInput.extend({
  Name: z.string().regex(/^[\w/+=.@-]{1,512}$/),
  Description: z.string().optional(),
  Tags: z.array(z.unknown()).default([]),
});
export const putInput = valueInput.extend(idInput.shape).extend({
  VersionStages: z.array(stageSchema).min(1).max(20).default(['AWSCURRENT']),
});
export const stageInput = idInput.extend({
  VersionStage: stageSchema,
  MoveToVersionId: z.string().optional(),
  RemoveFromVersionId: z.string().optional(),
});
export const updateInput = idInput.extend(valueInput.partial().shape).extend({
  Description: z.string().optional(),
});
export const getInput = idInput.extend({
  VersionId: z.string().optional(),
  VersionStage: z.string().default('AWSCURRENT'),
});
export const deleteInput = idInput.extend({
  RecoveryWindowInDays: z.number().int().min(7).max(30).default(30),
  ForceDeleteWithoutRecovery: z.boolean().default(false),
});
