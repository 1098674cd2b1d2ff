/** How attempts end, as the API names them and as people say it. */
export const outcomeOptions = [
  { value: 'success', label: 'Done' },
  { value: 'failed', label: 'Failed' },
  { value: 'rate_limited', label: 'Told to wait (429)' },
  { value: 'abandoned', label: 'Broken off' },
  { value: 'open', label: 'Under way' },
] as const;
