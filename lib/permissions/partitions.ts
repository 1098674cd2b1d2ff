/** All partition keys of a kind, as `adapters/dynamodb/keys.ts` makes them and policies name them. */
export const partitions = {
  tenants: 'TENANT#*',
  apiKeys: 'APIKEY#*',
  persons: 'PERSON#*',
  registry: 'REGISTRY#*',
  windows: 'WINDOW#*',
  references: 'REFERENCE#*',
  deliveries: 'DELIVERY#*',
  sessions: 'SESSION#*',
  logins: 'LOGIN#*',
  archives: 'ARCHIVE#*',
  outbox: 'OUTBOX#*',
  watch: 'WATCH#*',
  webhooks: 'WEBHOOK#*',
  feeds: 'FEED#*',
} as const;
