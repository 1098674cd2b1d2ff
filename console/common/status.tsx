import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';

interface StatusProps {
  readonly type: StatusIndicatorProps.Type;
  readonly children: ReactNode;
}

/** A status in a sentence: the indicator by itself breaks lines within words. */
export function Status({ type, children }: StatusProps) {
  return (
    <StatusIndicator type={type}>
      <span style={{ wordBreak: 'normal', overflowWrap: 'anywhere' }}>{children}</span>
    </StatusIndicator>
  );
}
