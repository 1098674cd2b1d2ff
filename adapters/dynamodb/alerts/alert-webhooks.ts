import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Tenant } from '../../../domain/common/tenant.ts';
import {
  type AlertWebhook,
  type AlertWebhooks,
  alertWebhookSchema,
  type Claim,
  type WebhookNote,
} from '../../../domain/webhook/alert-webhook.ts';
import { assignments } from '../assignments.ts';
import { alertWebhookKey } from '../keys.ts';
import { ifConditionHolds } from '../transactions.ts';

/** Webhooks in table `channels`, each in a partition of its own: who calls receivers may touch nothing else. */
export class DynamoAlertWebhooks implements AlertWebhooks {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(tenant: Tenant): Promise<AlertWebhook | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ ...this.#placeOf(tenant), ConsistentRead: true }),
    );
    return Item && alertWebhookSchema.parse(Item);
  }

  async put(webhook: AlertWebhook): Promise<AlertWebhook | undefined> {
    const { TableName, Key } = this.#placeOf(webhook);
    const { Attributes } = await this.#client.send(
      new PutCommand({ TableName, Item: { ...webhook, ...Key }, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes && alertWebhookSchema.parse(Attributes);
  }

  async remove(tenant: Tenant): Promise<AlertWebhook | undefined> {
    const { Attributes } = await this.#client.send(
      new DeleteCommand({ ...this.#placeOf(tenant), ReturnValues: 'ALL_OLD' }),
    );
    return Attributes && alertWebhookSchema.parse(Attributes);
  }

  async note(read: AlertWebhook, note: WebhookNote): Promise<boolean> {
    const { ExpressionAttributeValues, ...update } = assignments(note);
    return ifConditionHolds(() =>
      this.#client.send(
        new UpdateCommand({
          ...this.#placeOf(read),
          ...update,
          ConditionExpression: 'secret_ref = :read',
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ':read': read.secret_ref },
        }),
      ),
    );
  }

  async claim(tenant: Tenant, now: string, until: string): Promise<Claim> {
    try {
      const { Attributes } = await this.#client.send(
        new UpdateCommand({
          ...this.#placeOf(tenant),
          UpdateExpression: 'SET free_at = :until',
          // Nor does one that was switched off come back, and where there is none nothing is made.
          ConditionExpression: 'free_at <= :now AND attribute_not_exists(switched_off_at)',
          ExpressionAttributeValues: { ':now': now, ':until': until },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { kind: 'claimed', webhook: alertWebhookSchema.parse(Attributes) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return whyNot(error);
    }
  }

  #placeOf(tenant: Tenant) {
    return { TableName: this.#table, Key: alertWebhookKey(tenant) };
  }
}

/** The error brings the item as it is; none where there is no item. */
function whyNot({ Item }: ConditionalCheckFailedException): Claim {
  if (Item === undefined) return { kind: 'none' };
  const { switched_off_at, free_at } = alertWebhookSchema.parse(unmarshall(Item));

  return switched_off_at === undefined ? { kind: 'busy', free_at } : { kind: 'none' };
}
