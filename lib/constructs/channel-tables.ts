import { Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { tableName } from '../names.ts';
import type { StageSettings } from '../settings.ts';

/**
 * The four tables: current state, the log of attempts, what comes in, and what changes with every call.
 *
 * They carry explicit names. The price is that a change which replaces a table fails instead of making an empty new
 * one beside it, which for tables is the better failure.
 */
export class ChannelTables extends Construct {
  readonly channels: Table;
  readonly audit: Table;
  readonly meters: Table;
  readonly inbound: Table;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    this.channels = this.channelsTable(settings);
    this.audit = this.auditTable(settings);
    this.inbound = this.inboundTable(settings);
    this.meters = new Table(this, 'Meters', common(settings, 'meters'));
    Validations.of(this.meters).acknowledge({
      id: 'AwsSolutions-DDB3',
      reason:
        'Rate windows, caches and counts: rebuilt by use, or counted anew. A restored window would be wrong.',
    });
  }

  private channelsTable(settings: StageSettings): Table {
    const table = new Table(this, 'Channels', { ...common(settings, 'channels'), ...kept });
    table.addGlobalSecondaryIndex({
      indexName: 'due',
      partitionKey: text('due_shard'),
      sortKey: text('due_at'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['target_id', 'unit_id'],
    });
    return table;
  }

  private auditTable(settings: StageSettings): Table {
    const table = new Table(this, 'Audit', { ...common(settings, 'audit'), ...kept });
    table.addGlobalSecondaryIndex({
      indexName: 'by_target',
      partitionKey: text('target_pk'),
      sortKey: text('started_at'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['outcome', 'http_status'],
    });
    table.addGlobalSecondaryIndex({
      indexName: 'by_trace',
      partitionKey: text('trace_pk'),
      sortKey: text('started_at'),
      projectionType: ProjectionType.KEYS_ONLY,
    });
    return table;
  }

  private inboundTable(settings: StageSettings): Table {
    const table = new Table(this, 'Inbound', { ...common(settings, 'inbound'), ...kept });
    table.addGlobalSecondaryIndex({
      indexName: 'pending',
      partitionKey: text('pending_shard'),
      sortKey: text('received_at'),
      projectionType: ProjectionType.KEYS_ONLY,
    });
    return table;
  }
}

const kept = {
  stream: StreamViewType.NEW_AND_OLD_IMAGES,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
};

function common(settings: StageSettings, name: Parameters<typeof tableName>[1]): TableProps {
  return {
    tableName: tableName(settings.stage, name),
    partitionKey: text('pk'),
    sortKey: text('sk'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'expires_at',
    removalPolicy: settings.removalPolicy,
    deletionProtection: settings.deletionProtection,
  };
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
