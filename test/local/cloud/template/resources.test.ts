// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how CloudFormation writes variables
import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../../local/cloud/template/resources.ts';
import { aFunction, type FixtureStack, writeAssembly } from '../fixture/assembly.ts';

const queueWith = (value: unknown): FixtureStack => ({
  Parameters: { Size: { Default: 'large' } },
  Mappings: { Sizes: { large: { days: 14 } } },
  Conditions: { IsLarge: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } },
  Resources: {
    Other: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'other' } },
    Subject: { Type: 'AWS::SQS::Queue', Properties: { Value: value } },
  },
});

const resolved = async (value: unknown) => {
  const folder = writeAssembly({
    app: queueWith(value),
    lib: {
      Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'things' } } },
      Outputs: {
        Name: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:N' } } },
      },
    },
  });
  const resources = await loadResources(folder, 'http://localhost:1');
  return resources.ofType('AWS::SQS::Queue').find(({ logicalId }) => logicalId === 'Subject')
    ?.properties.Value;
};

describe('values of a template', () => {
  it.each([
    { value: { Ref: 'Other' }, is: 'https://sqs.us-east-1.amazonaws.com/000000000000/other' },
    { value: { 'Fn::GetAtt': ['Other', 'Arn'] }, is: 'arn:aws:sqs:us-east-1:000000000000:other' },
    { value: { 'Fn::GetAtt': 'Other.QueueName' }, is: 'other' },
    { value: { Ref: 'AWS::AccountId' }, is: '000000000000' },
    { value: { Ref: 'Size' }, is: 'large' },
    { value: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, is: 'a-us-east-1' },
    { value: { 'Fn::Sub': '${Other.QueueName} ${!kept}' }, is: 'other ${kept}' },
    { value: { 'Fn::Sub': ['${x}', { x: { Ref: 'Size' } }] }, is: 'large' },
    { value: { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, is: 'b' },
    { value: { 'Fn::ImportValue': 'lib:N' }, is: 'things' },
    { value: { 'Fn::FindInMap': ['Sizes', { Ref: 'Size' }, 'days'] }, is: 14 },
    { value: { 'Fn::If': ['IsLarge', 'yes', 'no'] }, is: 'yes' },
    { value: [{ Ref: 'AWS::NoValue' }, 'kept'], is: ['kept'] },
    { value: { a: { Ref: 'AWS::NoValue' }, b: 1 }, is: { b: 1 } },
  ])('$value is $is', async ({ value, is }) => {
    expect(await resolved(value)).toEqual(is);
  });

  it.each([
    { value: { Ref: 'Nobody' }, error: 'Ref to unknown Nobody' },
    { value: { 'Fn::GetAtt': ['Other', 'Weight'] }, error: 'no attribute Other.Weight' },
    { value: { 'Fn::ImportValue': 'nothing' }, error: 'no stack exports nothing' },
    { value: { 'Fn::Cidr': ['10.0.0.0/8', 1] }, error: 'does not know Fn::Cidr' },
  ])('$value is refused', async ({ value, error }) => {
    await expect(resolved(value)).rejects.toThrow(error);
  });
});

describe('resources', () => {
  it('of a type that would never be wired are refused by name', async () => {
    const stack = {
      Resources: {
        Stream: { Type: 'AWS::Kinesis::Stream' },
        Role: { Type: 'AWS::IAM::Role' },
        Stranger: { Type: 'Custom::Stranger' },
      },
    };

    await expect(loadResources(writeAssembly({ app: stack }), '')).rejects.toThrow(
      'cannot run: app/Stream (AWS::Kinesis::Stream), app/Stranger (Custom::Stranger)',
    );
  });

  it('under a condition that does not hold are left out', async () => {
    const queue = { Type: 'AWS::SQS::Queue', Condition: 'Never' };
    const stack = { Conditions: { Never: { 'Fn::Equals': [1, 2] } }, Resources: { queue } };

    const resources = await loadResources(writeAssembly({ app: stack }), '');

    expect(resources.ofType('AWS::SQS::Queue')).toEqual([]);
  });

  it('know where the code of a function is', async () => {
    const folder = writeAssembly({
      app: { Resources: { F: aFunction('api', { Environment: {} }) } },
    });

    const resources = await loadResources(folder, '');

    expect(resources.assetFolder('code.zip')).toBe(`${folder}/asset.code`);
  });
});
