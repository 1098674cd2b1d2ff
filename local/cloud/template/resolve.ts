import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import { accountId, region } from './place.ts';
import type { Stack } from './template.ts';

/** What `Ref` and `Fn::GetAtt` of a resource give. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Tells the identity of a resource of `stack`; undefined when there is no such resource. */
export type Identify = (stack: Stack, logicalId: string) => Identity | undefined;

/** Replaces the intrinsic functions in a part of a stack's template by their values. */
export type Resolve = (stack: Stack, value: unknown) => unknown;

/** Stands for `AWS::NoValue`: the property is left out. */
const noValue = Symbol('AWS::NoValue');

type Intrinsic = (stack: Stack, argument: unknown) => unknown;

/** @throws CloudError from the returned function, for anything that cannot be resolved. */
export function createResolver(stacks: readonly Stack[], identify: Identify): Resolve {
  const resolve: Resolve = (stack, value) => {
    if (Array.isArray(value)) {
      return value.map((item) => resolve(stack, item)).filter((item) => item !== noValue);
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? ['', undefined];
    const intrinsic = entries.length === 1 ? intrinsics.get(name) : undefined;
    if (intrinsic !== undefined) return intrinsic(stack, argument);
    if (entries.length === 1 && name.startsWith('Fn::')) {
      throw new CloudError(`${stack.name}: the local cloud does not know ${name}`);
    }
    return Object.fromEntries(
      entries
        .map(([key, item]) => [key, resolve(stack, item)] as const)
        .filter(([, item]) => item !== noValue),
    );
  };

  const lookups: Lookups = { identify, resolve };
  const intrinsics = new Map<string, Intrinsic>([
    ['Ref', (stack, name) => ref(stack, text(name), lookups)],
    ['Fn::GetAtt', (stack, argument) => attribute(stack, argument, identify)],
    ['Fn::Join', (stack, argument) => join(resolvedList(resolve, stack, argument))],
    ['Fn::Sub', (stack, argument) => substitute(stack, argument, lookups)],
    ['Fn::Select', (stack, argument) => select(resolvedList(resolve, stack, argument))],
    ['Fn::Split', (stack, argument) => split(resolvedList(resolve, stack, argument))],
    ['Fn::ImportValue', (stack, name) => imported(stacks, text(resolve(stack, name)), resolve)],
    ['Fn::FindInMap', (stack, argument) => mapped(stack, resolvedList(resolve, stack, argument))],
    ['Fn::If', (stack, argument) => chosen(stack, argument, resolve)],
    ['Condition', (stack, name) => isTrue(stack, text(name), resolve)],
    ['Fn::Equals', (stack, argument) => equal(resolvedList(resolve, stack, argument))],
    ['Fn::And', (stack, argument) => resolvedList(resolve, stack, argument).every(Boolean)],
    ['Fn::Or', (stack, argument) => resolvedList(resolve, stack, argument).some(Boolean)],
    ['Fn::Not', (stack, argument) => !resolvedList(resolve, stack, argument)[0]],
  ]);
  return resolve;
}

/** Whether a named condition of the template holds. */
export function isTrue(stack: Stack, condition: string, resolve: Resolve): boolean {
  if (!(condition in stack.template.Conditions)) {
    throw new CloudError(`${stack.name}: there is no condition ${condition}`);
  }
  return resolve(stack, stack.template.Conditions[condition]) === true;
}

interface Lookups {
  readonly identify: Identify;
  readonly resolve: Resolve;
}

function ref(stack: Stack, name: string, { identify, resolve }: Lookups): unknown {
  const pseudo = pseudoParameter(stack, name);
  if (pseudo !== undefined) return pseudo;
  const parameter = stack.template.Parameters[name];
  if (parameter !== undefined) return resolve(stack, parameter.Default);
  const identity = identify(stack, name);
  if (identity === undefined) throw new CloudError(`${stack.name}: Ref to unknown ${name}`);
  return identity.ref;
}

function pseudoParameter(stack: Stack, name: string): string | symbol | undefined {
  const values: Record<string, string | symbol> = {
    'AWS::Region': region,
    'AWS::AccountId': accountId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stack.name}/local`,
    'AWS::NoValue': noValue,
  };
  return values[name];
}

function attribute(stack: Stack, argument: unknown, identify: Identify): string {
  const parts = Array.isArray(argument) ? argument.map(text) : text(argument).split('.');
  const [logicalId = '', ...path] = parts;
  const name = path.join('.');
  const value = identify(stack, logicalId)?.attributes[name];
  if (value === undefined) {
    throw new CloudError(`${stack.name}: the local cloud has no attribute ${logicalId}.${name}`);
  }
  return value;
}

function substitute(stack: Stack, argument: unknown, lookups: Lookups): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = z.record(z.string(), z.unknown()).parse(variables);
  return text(template).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in own) return String(lookups.resolve(stack, own[name]));
    if (name.includes('.') && !name.startsWith('AWS::')) {
      return attribute(stack, name, lookups.identify);
    }
    return String(ref(stack, name, lookups));
  });
}

function imported(stacks: readonly Stack[], name: string, resolve: Resolve): unknown {
  for (const stack of stacks) {
    for (const output of Object.values(stack.template.Outputs)) {
      if (output.Export !== undefined && resolve(stack, output.Export.Name) === name) {
        return resolve(stack, output.Value);
      }
    }
  }
  throw new CloudError(`no stack exports ${name}`);
}

function mapped(stack: Stack, [map, first, second]: unknown[]): unknown {
  const value = stack.template.Mappings[text(map)]?.[text(first)]?.[text(second)];
  if (value === undefined) throw new CloudError(`${stack.name}: no ${first}.${second} in ${map}`);
  return value;
}

function chosen(stack: Stack, argument: unknown, resolve: Resolve): unknown {
  const [condition, yes, no] = list(argument);
  return resolve(stack, isTrue(stack, text(condition), resolve) ? yes : no);
}

function join([separator, parts]: unknown[]): string {
  return list(parts).join(text(separator));
}

function split([separator, whole]: unknown[]): string[] {
  return text(whole).split(text(separator));
}

function select([index, items]: unknown[]): unknown {
  return list(items)[Number(index)];
}

function equal([left, right]: unknown[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function resolvedList(resolve: Resolve, stack: Stack, argument: unknown): unknown[] {
  return list(resolve(stack, argument));
}

function list(value: unknown): unknown[] {
  return z.array(z.unknown()).parse(value);
}

function text(value: unknown): string {
  return z.string().parse(value);
}
