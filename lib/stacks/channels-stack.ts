import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Route } from '../../adapters/http/route.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { AlertNotices } from '../constructs/alert-notices.ts';
import { AlertWebhooks } from '../constructs/alert-webhooks.ts';
import { AttemptCounts } from '../constructs/attempt-counts.ts';
import { AuditKeeper } from '../constructs/audit-keeper.ts';
import { ConsoleSite } from '../constructs/console-site.ts';
import { Inbound } from '../constructs/inbound.ts';
import { OperatorsApi } from '../constructs/operators-api.ts';
import { Schedules } from '../constructs/schedules.ts';
import { SyncDispatch } from '../constructs/sync-dispatch.ts';
import { SyncQueues } from '../constructs/sync-queues.ts';
import { SyncWorkers } from '../constructs/sync-workers.ts';
import type { StageSettings } from '../settings.ts';
import type { DataStack } from './data-stack.ts';

export interface ChannelsStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly routes: readonly Route[];
  /** Folder with one bundle per function. */
  readonly bundles: string;
  /**
   * Who is told of alarms, and of alerts.
   *
   * @default nobody; alarms are seen in CloudWatch only
   */
  readonly alarmEmail?: string;
  /** @default nobody can log in */
  readonly oidcClientId?: string;
}

/** Everything that runs. */
export class ChannelsStack extends Stack {
  /** Takes the files of the console. */
  readonly site: ConsoleSite;

  constructor(scope: Construct, id: string, props: ChannelsStackProps) {
    super(scope, id, props);
    const { settings, data, routes, bundles, alarmEmail, oidcClientId } = props;
    const queues = new SyncQueues(this, 'Queues', settings.stage);
    const shared = { settings, tables: data.tables, bus: data.bus, queues };
    const api = new OperatorsApi(this, 'Api', settings);
    this.site = new ConsoleSite(this, 'Console', { settings, api: api.gateway });
    api.serve({ shared, bundles, routes, publicUrl: this.site.url, oidcClientId });

    const parts = [
      api,
      new SyncDispatch(this, 'Dispatch', { shared, bundles }),
      new SyncWorkers(this, 'Workers', { shared, bundles }),
      new AttemptCounts(this, 'Counts', { shared, bundles }),
      new AuditKeeper(this, 'Archive', { shared, bundles }),
      new Inbound(this, 'Inbound', { shared, bundles }),
      new Schedules(this, 'Schedules', { shared, bundles }),
      new AlertNotices(this, 'Alerts', { shared, email: alarmEmail }),
      new AlertWebhooks(this, 'Webhooks', { shared, bundles, publicUrl: this.site.url }),
    ];
    if (alarmEmail === undefined) return;
    const alarms = parts.flatMap((part) => part.alarms);
    new AlarmTopic(this, 'Alarms', { stage: settings.stage, email: alarmEmail, alarms });
  }
}
