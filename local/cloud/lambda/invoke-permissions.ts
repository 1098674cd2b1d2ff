import * as z from 'zod';
import { arnLike } from '../iam/wildcard.ts';
import { functionNameOf } from '../template/place.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';

const schema = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
});

/** Who calls a function, as Lambda sees it. */
export interface Caller {
  readonly principal: string;
  readonly sourceArn: string;
}

/** Tells whether the template's `AWS::Lambda::Permission`s let a service call a function. */
export type MayInvoke = (functionName: string, caller: Caller) => boolean;

export function readInvokePermissions(resources: Resources): MayInvoke {
  const permissions = resources
    .ofType('AWS::Lambda::Permission')
    .map((resource) => propertiesOf(resource, schema))
    .filter(({ Action }) => Action === 'lambda:InvokeFunction' || Action === 'lambda:*');
  return (functionName, { principal, sourceArn }) =>
    permissions.some(
      ({ FunctionName, Principal, SourceArn = '*' }) =>
        functionNameOf(FunctionName) === functionName &&
        Principal === principal &&
        arnLike(SourceArn)(sourceArn),
    );
}
