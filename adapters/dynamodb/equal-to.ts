/**
 * The part of a query that leaves out rows in which an attribute has another value than is wanted; an attribute of which undefined is
 * wanted may have any. `isAll`: none is left out.
 */
export function equalTo(wanted: Readonly<Record<string, unknown>>) {
  const equal = Object.entries(wanted).filter(([, value]) => value !== undefined);

  return {
    isAll: equal.length === 0,
    filter: equal.length > 0 && {
      FilterExpression: equal.map(([name]) => `#${name} = :${name}`).join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(equal.map(([name]) => [`#${name}`, name])),
    },
    values: Object.fromEntries(equal.map(([name, value]) => [`:${name}`, value])),
  };
}
