import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import {
  type AwsAnswer,
  type AwsCall,
  AwsError,
  type AwsService,
  jsonAnswer,
} from '../common/aws-call.ts';
import { type JsonFile, jsonFile } from '../common/json-file.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { arn } from '../template/place.ts';
import {
  createInput,
  deleteInput,
  getInput,
  idInput,
  putInput,
  stageInput,
  updateInput,
} from './secret-inputs.ts';
import {
  type SecretVersion,
  secretVersionSchema,
  withStageMoved,
  withVersion,
} from './secret-versions.ts';
import { secretsAuthorizations } from './secrets-authorization.ts';

const secretSchema = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string().optional(),
  tags: z.array(z.unknown()).default([]),
  versions: z.array(secretVersionSchema),
  /** Epoch ms after which it is gone; undefined unless it was deleted. */
  deletedAt: z.number().optional(),
  createdAt: z.number(),
});

type Secret = z.infer<typeof secretSchema>;

const storeSchema = z.record(z.string(), secretSchema);

/** Secrets Manager: the actions the project uses, refused where the real one refuses. */
export class SecretsService implements AwsService {
  readonly #file: JsonFile<z.infer<typeof storeSchema>>;

  constructor(file: string | undefined) {
    this.#file = jsonFile(file, storeSchema, {});
  }

  authorizations(call: AwsCall): AuthorizationRequest[] {
    return secretsAuthorizations(call, (id) => this.#known(id)?.arn);
  }

  async handle({ action, body }: AwsCall): Promise<AwsAnswer> {
    const input: unknown = JSON.parse(body.toString() || '{}');
    const perform = this.#actions[action];
    if (perform === undefined) {
      throw new AwsError('UnknownOperationException', `no action ${action} in the local cloud`);
    }
    return jsonAnswer(perform(input));
  }

  readonly #actions: Readonly<Record<string, (input: unknown) => unknown>> = {
    CreateSecret: (input) => this.#create(createInput.parse(input)),
    GetSecretValue: (input) => this.#get(getInput.parse(input)),
    PutSecretValue: (input) => this.#put(putInput.parse(input)),
    UpdateSecret: (input) => this.#update(updateInput.parse(input)),
    UpdateSecretVersionStage: (input) => this.#moveStage(stageInput.parse(input)),
    DescribeSecret: (input) => described(this.#find(idInput.parse(input).SecretId)),
    DeleteSecret: (input) => this.#delete(deleteInput.parse(input)),
    RestoreSecret: (input) => this.#restore(idInput.parse(input)),
  };

  #create(input: z.infer<typeof createInput>): unknown {
    const existing = this.#live(input.Name);
    const token = input.ClientRequestToken ?? randomUUID();
    if (existing?.deletedAt !== undefined) {
      throw new AwsError(
        'InvalidRequestException',
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    }
    const same = existing?.versions.find(({ id }) => id === token);
    if (existing !== undefined && same?.value !== input.SecretString) {
      throw new AwsError(
        'ResourceExistsException',
        `The operation failed because the secret ${input.Name} already exists.`,
      );
    }
    if (existing !== undefined) return identified(existing, token);
    const secret: Secret = {
      arn: arn('secretsmanager', `secret:${input.Name}-${randomBytes(3).toString('hex')}`),
      name: input.Name,
      description: input.Description,
      tags: input.Tags,
      versions: [versionOf(token, input.SecretString, ['AWSCURRENT'])],
      createdAt: Date.now(),
    };
    this.#save(secret);
    return identified(secret, token);
  }

  #get({ SecretId, VersionId, VersionStage }: z.infer<typeof getInput>): unknown {
    const secret = this.#usable(SecretId);
    const version = secret.versions.find(({ id, stages }) =>
      VersionId === undefined ? stages.includes(VersionStage) : id === VersionId,
    );
    if (version === undefined) {
      const wanted = VersionId ?? `staging label ${VersionStage}`;
      throw notFound(`Secrets Manager can't find the specified secret value for ${wanted}`);
    }
    return {
      ...identified(secret, version.id),
      SecretString: version.value,
      VersionStages: version.stages,
      CreatedDate: version.createdAt / 1000,
    };
  }

  #put(input: z.infer<typeof putInput>): unknown {
    const secret = this.#usable(input.SecretId);
    const token = input.ClientRequestToken ?? randomUUID();
    const same = secret.versions.find(({ id }) => id === token);
    if (same !== undefined && same.value !== input.SecretString) {
      throw new AwsError(
        'ResourceExistsException',
        'You provided a ClientRequestToken that is already used with another value.',
      );
    }
    if (same === undefined) {
      const version = versionOf(token, input.SecretString, input.VersionStages);
      this.#save({ ...secret, versions: withVersion(secret.versions, version) });
    }
    return { ...identified(secret, token), VersionStages: input.VersionStages };
  }

  #update({ SecretId, Description, SecretString, ...rest }: z.infer<typeof updateInput>): unknown {
    const secret = this.#usable(SecretId);
    if (Description !== undefined) this.#save({ ...secret, description: Description });
    if (SecretString === undefined) return { ARN: secret.arn, Name: secret.name };
    return this.#put(putInput.parse({ SecretId, SecretString, ...rest }));
  }

  #moveStage({ SecretId, ...move }: z.infer<typeof stageInput>): unknown {
    const secret = this.#usable(SecretId);
    this.#save({ ...secret, versions: withStageMoved(secret.versions, move) });
    return { ARN: secret.arn, Name: secret.name };
  }

  #delete(input: z.infer<typeof deleteInput>): unknown {
    const secret = this.#usable(input.SecretId);
    const days = input.ForceDeleteWithoutRecovery ? 0 : input.RecoveryWindowInDays;
    const deletedAt = Date.now() + days * 86_400_000;
    this.#save({ ...secret, deletedAt });
    return { ARN: secret.arn, Name: secret.name, DeletionDate: deletedAt / 1000 };
  }

  #restore({ SecretId }: z.infer<typeof idInput>): unknown {
    const secret = this.#find(SecretId);
    this.#save({ ...secret, deletedAt: undefined });
    return { ARN: secret.arn, Name: secret.name };
  }

  #usable(id: string): Secret {
    const secret = this.#find(id);
    if (secret.deletedAt === undefined) return secret;
    throw new AwsError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }

  #find(id: string): Secret {
    const secret = this.#known(id);
    if (secret !== undefined) return secret;
    throw notFound("Secrets Manager can't find the specified secret.");
  }

  /** By name, ARN, or ARN without its random ending. */
  #known(id: string): Secret | undefined {
    const name = id.startsWith('arn:') ? id.split(':').slice(6).join(':') : id;
    return this.#live(name) ?? this.#live(name.replace(/-[^-]{6}$/, ''));
  }

  #live(name: string): Secret | undefined {
    const secret = this.#file.read()[name];
    const gone = secret?.deletedAt !== undefined && secret.deletedAt <= Date.now();
    return gone ? undefined : secret;
  }

  #save(secret: Secret): void {
    this.#file.write({ ...this.#file.read(), [secret.name]: secret });
  }
}

function versionOf(id: string, value: string, stages: readonly string[]): SecretVersion {
  return { id, value, stages: [...stages], createdAt: Date.now() };
}

function identified(secret: Secret, versionId: string): Record<string, unknown> {
  return { ARN: secret.arn, Name: secret.name, VersionId: versionId };
}

function described(secret: Secret): unknown {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    Tags: secret.tags,
    CreatedDate: secret.createdAt / 1000,
    DeletedDate: secret.deletedAt && secret.deletedAt / 1000,
    VersionIdsToStages: Object.fromEntries(
      secret.versions
        .filter(({ stages }) => stages.length > 0)
        .map(({ id, stages }) => [id, stages]),
    ),
  };
}

function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}
