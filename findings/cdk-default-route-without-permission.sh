#!/usr/bin/env bash
# aws-cdk-lib 2.276.0: with `scopePermissionToRoute: false` an HTTP API may not invoke the function of its $default route.
#
# Expected: a permission that is not scoped to a route covers every route of the API. API Gateway calls a $default route
# with the source ARN `<api>/<stage>/$default`, two segments behind the API's id; the permission made here ends in
# `/*/*/*`, three (aws/serverless-application-model#1860 shows that this does not match, and `/*/$default` does). On AWS
# every unknown path is then answered 500 {"message":"Internal Server Error"} and counts among the API's 5xx.
# Mend: let the integration of that one route scope its permission.
# Seen with Node 20.20.2: permission with scopePermissionToRoute false ends in "/*/*/*", with true in "/*/*"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null 2>&1

cat >run.js <<'JS'
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

function endOfSourceArn(scopePermissionToRoute) {
  const stack = new Stack(new App(), 'Api');
  const handler = new LambdaFunction(stack, 'Function', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 404 });'),
  });
  const integration = new HttpLambdaIntegration('Integration', handler, { scopePermissionToRoute });
  new HttpApi(stack, 'HttpApi', { defaultIntegration: integration });
  const [permission] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Permission'));
  return permission.Properties.SourceArn['Fn::Join'][1].at(-1);
}
console.log(
  `permission with scopePermissionToRoute false ends in ${JSON.stringify(endOfSourceArn(false))}, with true in ${JSON.stringify(endOfSourceArn(true))}`,
);
JS
seen=$(timeout 120 node --no-warnings run.js | tail -n 1)
echo "$seen"
[ "$seen" = 'permission with scopePermissionToRoute false ends in "/*/*/*", with true in "/*/*"' ]
