#!/usr/bin/env bash
# aws-cdk-lib 2.276.0: an SNS topic with enforceSSL that CloudWatch alarms are sent to synthesises without a right to publish.
#
# Expected: after `alarm.addAlarmAction(new SnsAction(topic))` the alarm can reach the topic. A topic without a policy lets
# its own account's services publish by SNS's default policy; enforceSSL brings an AWS::SNS::TopicPolicy, which replaces that
# default, and its only statement is a Deny. SnsAction adds none. Alarms then end with "not authorized to perform:
# SNS:Publish" in their history only, while the subscription's confirmation mail arrives as if all were well.
# Mend: `topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'))`.
# Seen with Node 20.20.2: statements of the topic's policy: ["Deny"]
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null 2>&1

cat >run.js <<'JS'
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';

const stack = new Stack(new App(), 'Alarms');
const topic = new Topic(stack, 'Topic', { enforceSSL: true });
new Metric({ namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', period: Duration.minutes(1) })
  .createAlarm(stack, 'Alarm', { threshold: 0, evaluationPeriods: 1 })
  .addAlarmAction(new SnsAction(topic));
const policies = Object.values(Template.fromStack(stack).findResources('AWS::SNS::TopicPolicy'));
console.log(JSON.stringify(policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement.map(({ Effect }) => Effect))));
JS
seen=$(timeout 120 node --no-warnings run.js | tail -n 1)
echo "statements of the topic's policy: $seen"
[ "$seen" = '["Deny"]' ]
