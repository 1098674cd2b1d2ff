import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Report } from '../../../domain/common/report.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { toTimestamp } from '../../../domain/common/time.ts';
import type { TargetSamples } from '../../../domain/health/read-health.ts';
import {
  type HealthSample,
  healthSampleSchema,
  type SamplePorts,
} from '../../../domain/targets/health-sample.ts';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { expiryAfter } from '../expiry.ts';
import { byTargetPk, idOf, sampleKey } from '../keys.ts';
import { readable } from '../readable.ts';

/** The dashboard looks back one day. */
const keptForSeconds = 2 * 86_400;

type Samples = SamplePorts['samples'] & TargetSamples;

/** How targets were doing, in table `meters`: an item of a few hundred bytes for each time that somebody looked. */
export class DynamoHealthSamples implements Samples {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #report: Report;

  constructor(client: DynamoDBDocumentClient, metersTable: string, report: Report) {
    this.#client = client;
    this.#table = metersTable;
    this.#report = report;
  }

  /** An update, though it is a new item: whoever checks targets may update their meters, to count its reads, and need not be able to replace them. */
  async add(target: TargetIdentity, { at, ...sample }: HealthSample): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: sampleKey(target, target.id, at),
        UpdateExpression:
          'SET health_status = :status, health_message = :message, latency_ms = :latency, queue_depth = :depth, expires_at = :expires',
        ExpressionAttributeValues: {
          ':status': sample.health_status,
          ':message': sample.health_message,
          ':latency': sample.latency_ms,
          ':depth': sample.queue_depth,
          ':expires': expiryAfter(Date.parse(at), keptForSeconds),
        },
      }),
    );
  }

  /** One query: a sample every five minutes is 288 a day, some 60 KB. Not read consistently. */
  async read(tenant: Tenant, targetId: string, from: number): Promise<HealthSample[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :last',
        ExpressionAttributeValues: {
          ':pk': byTargetPk(tenant, targetId),
          ':from': sampleKey(tenant, targetId, toTimestamp(from)).sk,
          ':last': 'SAMPLE#9',
        },
      },
    );
    const samples: HealthSample[] = [];
    for await (const { Items = [] } of pages)
      samples.push(...readable(Items, toSample, this.#report));

    return samples;
  }
}

function toSample(item: Record<string, unknown>): HealthSample {
  return healthSampleSchema.parse({ ...item, at: idOf(String(item.sk)) });
}
