import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';

/** What a topic was told, and who told it. Mails and other subscriptions leave the machine, so there are none. */
export interface Notice {
  readonly topic: string;
  readonly message: string;
  /** ARN of the rule. */
  readonly source: string;
}

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.object({ Service: z.string().optional() }).catch({}),
  Action: oneOrMore,
  Condition: z
    .object({ ArnEquals: z.object({ 'aws:SourceArn': z.string() }).optional() })
    .optional(),
});

const policySchema = z.object({
  Topics: z.array(z.string()),
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
});

/** Notices kept for tests. */
const kept = 1_000;

/**
 * The template's topics, as rules of EventBridge publish to them: a topic takes what its policy lets in, and nothing else, since a
 * service has no permissions of its own. Denials are those of calls without TLS, which no rule makes.
 */
export class Topics {
  readonly notices: Notice[] = [];
  readonly #policies: readonly z.infer<typeof policySchema>[];

  constructor(resources: Resources) {
    this.#policies = resources
      .ofType('AWS::SNS::TopicPolicy')
      .map((resource) => propertiesOf(resource, policySchema));
  }

  /** @throws AwsError AuthorizationError */
  publish(topic: string, message: string, source: string): void {
    const allows = this.#policies
      .filter(({ Topics }) => Topics.includes(topic))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow')
      .some(
        ({ Principal, Action, Condition }) =>
          Principal.Service === 'events.amazonaws.com' &&
          Action.includes('sns:Publish') &&
          (Condition?.ArnEquals?.['aws:SourceArn'] ?? source) === source,
      );
    if (!allows)
      throw new AwsError('AuthorizationError', `${source} may not publish to ${topic}`, {
        status: 403,
      });
    this.notices.push({ topic, message, source });
    if (this.notices.length > kept) this.notices.shift();
  }
}
