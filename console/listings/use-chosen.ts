import { useParam } from '../common/reading/use-param.ts';
import { listingFilter } from './listing-filter.ts';

/** What the page's address asks for. */
export function useChosen() {
  const [target, setTarget] = useParam('target_id');
  const [status, setStatus] = useParam('status');
  const [sync, setSync] = useParam('sync_status');
  const [text, setText] = useParam('q');
  const filter = listingFilter({ target, status, sync });
  const isFiltered = text !== '' || Object.keys(filter).length > 0;

  return {
    ...{ target, setTarget, status, setStatus, sync, setSync, text, setText },
    ...{ filter, isFiltered },
  };
}
