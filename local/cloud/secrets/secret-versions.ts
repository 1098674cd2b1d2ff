import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';

export const secretVersionSchema = z.object({
  id: z.string(),
  value: z.string(),
  stages: z.array(z.string()),
  createdAt: z.number(),
});

export type SecretVersion = z.infer<typeof secretVersionSchema>;

export interface StageMove {
  readonly VersionStage: string;
  readonly MoveToVersionId?: string | undefined;
  readonly RemoveFromVersionId?: string | undefined;
}

/** How many versions a secret keeps that no label is on. */
const mostUnlabelled = 100;

/** With a new version in front, which takes its labels from the versions that have them. */
export function withVersion(
  versions: readonly SecretVersion[],
  version: SecretVersion,
): SecretVersion[] {
  const others = version.stages.reduce(
    (rest, stage) => withoutStage(rest, stage, holderOf(rest, stage)?.id),
    versions,
  );

  return [version, ...others].filter(
    ({ stages }, index) => stages.length > 0 || index <= mostUnlabelled,
  );
}

/**
 * With a label on another version, or on none. A label that is on a version moves only for those who name that version.
 * @throws AwsError `InvalidParameterException`
 */
export function withStageMoved(
  versions: readonly SecretVersion[],
  { VersionStage, MoveToVersionId, RemoveFromVersionId }: StageMove,
): SecretVersion[] {
  const holder = holderOf(versions, VersionStage)?.id;
  const isUnknown =
    MoveToVersionId !== undefined && !versions.some(({ id }) => id === MoveToVersionId);
  if (isUnknown) throw invalid(`There is no version ${MoveToVersionId} to move the label to.`);
  if (holder !== RemoveFromVersionId && holder !== MoveToVersionId) {
    throw invalid(
      `${VersionStage} is on version ${holder ?? 'none'}: RemoveFromVersionId has to name that one, not ${RemoveFromVersionId ?? 'none'}.`,
    );
  }
  if (holder === MoveToVersionId) return [...versions];
  if (VersionStage === 'AWSCURRENT' && MoveToVersionId === undefined)
    throw invalid('AWSCURRENT can be moved, but not taken away.');

  return withoutStage(versions, VersionStage, holder).map((version) =>
    version.id === MoveToVersionId
      ? { ...version, stages: [...version.stages, VersionStage] }
      : version,
  );
}

/** What the current version loses AWSCURRENT to leaves it AWSPREVIOUS, which the one before it loses. */
function withoutStage(
  versions: readonly SecretVersion[],
  stage: string,
  holder: string | undefined,
): SecretVersion[] {
  const lost = stage === 'AWSCURRENT' ? [stage, 'AWSPREVIOUS'] : [stage];
  const gained = stage === 'AWSCURRENT' ? ['AWSPREVIOUS'] : [];
  if (holder === undefined) return [...versions];

  return versions.map((version) => {
    const kept = version.stages.filter((each) => !lost.includes(each));
    return { ...version, stages: version.id === holder ? [...kept, ...gained] : kept };
  });
}

function holderOf(versions: readonly SecretVersion[], stage: string): SecretVersion | undefined {
  return versions.find(({ stages }) => stages.includes(stage));
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
