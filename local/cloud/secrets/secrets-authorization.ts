import * as z from 'zod';
import type { AwsCall } from '../common/aws-call.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { arn } from '../template/place.ts';

const namedInput = z.object({
  Name: z.string().optional(),
  SecretId: z.string().optional(),
  Tags: z.array(z.unknown()).default([]),
});

/** Stands for the random end of an ARN where there is no secret yet. */
const anyEnd = '-000000';

/**
 * What a call of Secrets Manager needs. A secret is compared by its ARN, and named in a refusal as the caller named it.
 *
 * @param arnOf the ARN of a secret that exists.
 */
export function secretsAuthorizations(
  { action, body }: AwsCall,
  arnOf: (id: string) => string | undefined,
): AuthorizationRequest[] {
  const { Name, SecretId, Tags } = namedInput.parse(JSON.parse(body.toString()));
  const id = Name ?? SecretId ?? '';
  const wouldBe = id.startsWith('arn:') ? id : arn('secretsmanager', `secret:${id}${anyEnd}`);
  const subject = { resource: arnOf(id) ?? wouldBe, shownAs: id };
  const own = { action: `secretsmanager:${action}`, ...subject };
  const makesTags = action === 'CreateSecret' && Tags.length > 0;
  return makesTags ? [own, { action: 'secretsmanager:TagResource', ...subject }] : [own];
}
