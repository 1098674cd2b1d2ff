import type { InboundAudit, InboundIntake, InboundRows } from './inbound-audit.ts';

/** How a row ends. */
export interface Closing extends Pick<InboundAudit, 'error_message' | 'listing_id'> {
  readonly processing_status: 'success' | 'failed' | 'duplicate' | 'ignored';
  /** @default as it was told */
  readonly event_type?: InboundAudit['event_type'];
}

/** That an event was worked off before, and by which row. */
export interface SeenEvent {
  readonly row_id: string;
  readonly payload_hash: string;
}

export interface InboundLog extends Pick<InboundRows, 'get'>, InboundIntake {
  /** By target and id of the event (spec: unique); undefined unless a row with it has succeeded or been ignored. */
  seen(
    row: Pick<InboundAudit, 'org_id' | 'account_id' | 'target_id' | 'external_event_id'>,
  ): Promise<SeenEvent | undefined>;
  /** Closes a pending row for good, and remembers its event unless it has failed. Nothing happens to one that is closed. */
  close(row: InboundAudit, closing: Closing, processedAt: string): Promise<void>;
}
