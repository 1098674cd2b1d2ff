/** What a new operator need not know of a channel, and where to find what only the operator can know. */
export const hostaway = {
  base_url: 'https://api.hostaway.com/v1',
  rate_limit_config: { max_requests: 12, window_seconds: 10 },
} as const;

/** Channels that others ask for, and that are not there yet. */
export const notYet = ['airbnb', 'vrbo', 'booking_com', 'internal_brand'] as const;
