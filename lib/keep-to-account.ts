import { Aws, CfnRule, Fn, type Stack } from 'aws-cdk-lib';

/**
 * Has CloudFormation refuse the stack, before it makes anything, in every account but this one. Whatever deploys the
 * template is stopped, not only this project's own commands.
 */
export function keepToAccount(stack: Stack, account: string): void {
  new CfnRule(stack, 'Account', {
    assertions: [
      {
        assert: Fn.conditionEquals(Aws.ACCOUNT_ID, account),
        assertDescription: `This stage is for account ${account} alone: it trusts whatever is on the network it runs in.`,
      },
    ],
  });
}
