/** DynamoDB Local asks for credentials and looks at none. */
export const localCredentials = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
} as const;
