import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageSchema } from '../../lib/settings.ts';
import { accountId } from '../../local/cloud/template/place.ts';
import { templatesOf } from './synthesise.ts';

interface Kept {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

const kept = (template: Template) =>
  Object.values<Kept>(template.toJSON().Resources).filter(
    ({ DeletionPolicy }) => DeletionPolicy !== undefined && DeletionPolicy !== 'Delete',
  );

describe('a first deployment that fails', () => {
  it.each(stageSchema.options)(
    'of %s leaves nothing that stands in the way of the next',
    (stage) => {
      const { data, channels, console } = templatesOf(stage);
      for (const resource of [data, channels, console].flatMap(kept)) {
        expect(resource).toMatchObject({
          DeletionPolicy: 'RetainExceptOnCreate',
          UpdateReplacePolicy: 'Retain',
        });
      }
    },
  );

  it('has not made the tables, which refuse to be deleted, before anything else', () => {
    const { data } = templatesOf('prod');
    const others = Object.entries<Kept>(data.toJSON().Resources)
      .filter(([, { Type }]) => Type !== 'AWS::DynamoDB::Table')
      .map(([id]) => id);
    const tables = Object.values<Kept>(data.findResources('AWS::DynamoDB::Table') as never);
    expect(others).not.toEqual([]);
    for (const { DependsOn } of tables) expect(DependsOn?.toSorted()).toEqual(others.toSorted());
  });

  it('of prod keeps tables, the archive and logs otherwise', () => {
    const { data, channels, console } = templatesOf('prod');
    expect(new Set(kept(data).map(({ Type }) => Type))).toEqual(
      new Set(['AWS::DynamoDB::Table', 'AWS::S3::Bucket']),
    );
    for (const template of [channels, console]) {
      const logs = Object.keys(template.findResources('AWS::Logs::LogGroup'));
      expect(kept(template)).toHaveLength(logs.length);
    }
  });
});

describe('the account', () => {
  const rulesOf = (template: Template) => template.toJSON().Rules?.Account;

  it.each(['dev', 'prod'] as const)('of %s may be any', (stage) => {
    const { data, channels, console } = templatesOf(stage);
    expect([data, channels, console].flatMap((each) => rulesOf(each) ?? [])).toEqual([]);
  });

  it("of local is the local cloud's: no other takes any stack", () => {
    const { data, channels, console } = templatesOf('local');
    for (const template of [data, channels, console]) {
      expect(rulesOf(template)).toEqual({
        Assertions: [
          {
            Assert: { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, accountId] },
            AssertDescription: expect.any(String),
          },
        ],
      });
    }
  });
});
