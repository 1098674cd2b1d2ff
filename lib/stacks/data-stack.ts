import { Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { AuditArchive } from '../constructs/audit-archive.ts';
import { ChannelTables } from '../constructs/channel-tables.ts';
import { namePrefix } from '../names.ts';
import type { StageSettings } from '../settings.ts';

export interface DataStackProps extends StackProps {
  readonly settings: StageSettings;
}

/** What outlives every deployment of the functions: the tables, the archive, and the bus that other domains subscribe to. */
export class DataStack extends Stack {
  readonly tables: ChannelTables;
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    this.tables = new ChannelTables(this, 'Tables', props.settings);
    // No archive: events are notices of what the tables and the audit hold; a subscriber that missed some reads those.
    this.bus = new EventBus(this, 'Bus', { eventBusName: namePrefix(props.settings.stage) });
    const archive = new AuditArchive(this, 'Archive', props.settings);
    // Last: a protected table cannot be taken back when something after it fails to be made.
    this.tables.node.addDependency(this.bus, archive);
  }
}
