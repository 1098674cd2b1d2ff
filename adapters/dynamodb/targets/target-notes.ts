import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { assignments } from '../assignments.ts';
import { targetKey } from '../keys.ts';
import { ifConditionHolds } from '../transactions.ts';

/** Something the system notes of a target by itself, if what it goes by still holds. */
export interface TargetNote {
  readonly set: Readonly<Record<string, unknown>>;
  readonly condition: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Writes a note without raising the revision, which is for people's edits. False when the condition does not hold. */
export async function noteOnTarget(
  { org_id, account_id, id }: TargetIdentity,
  note: TargetNote,
  { client, table }: { client: DynamoDBDocumentClient; table: string },
): Promise<boolean> {
  const { ExpressionAttributeValues, ...parts } = assignments(note.set);
  const command = new UpdateCommand({
    TableName: table,
    Key: targetKey({ org_id, account_id }, id),
    ...parts,
    ConditionExpression: note.condition,
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ...note.values },
  });

  return ifConditionHolds(() => client.send(command));
}
