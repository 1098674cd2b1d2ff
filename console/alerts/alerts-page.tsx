import { Page } from '../common/page.tsx';
import { Updated } from '../common/updated.tsx';
import { AlertTable } from './alert-table.tsx';
import { useAlerts } from './use-alerts.ts';
import { useChosen } from './use-chosen.ts';

/** What is wrong now, and what was. */
export function Component() {
  const chosen = useChosen();
  const read = useAlerts(chosen.filter);

  return (
    <Page
      title="Alerts"
      description={
        <>
          An alert opens by itself and closes by itself, some minutes after its cause is gone. To
          acknowledge one tells the others that you are at it. <Updated query={read.query} />
        </>
      }
    >
      <AlertTable key={chosen.filter.state} chosen={chosen} read={read} />
    </Page>
  );
}
