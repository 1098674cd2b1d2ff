/** The parts of an update that sets attributes. */
export interface Assignments {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

/** An update that sets each of the attributes; names are escaped, since `name` and others are reserved words. */
export function assignments(attributes: Readonly<Record<string, unknown>>): Assignments {
  const set = Object.entries(attributes).filter(([, value]) => value !== undefined);

  return {
    UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(set.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
  };
}
