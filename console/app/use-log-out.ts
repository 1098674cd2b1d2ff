import { api, done } from '../http/client.ts';
import { useAction } from './use-action.ts';

/** Ends the session; the login comes next. */
export function useLogOut() {
  return useAction({
    failure: 'Could not log out',
    run: () => done(api.POST('/api/auth/logout')),
    onDone: () => location.assign('/'),
    changes: [],
  });
}
