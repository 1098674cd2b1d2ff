import * as z from 'zod';

/** An event source mapping, in the words the template and the Lambda API share. */
export const mappingSchema = z.object({
  EventSourceArn: z.string().startsWith('arn:'),
  FunctionName: z.string().min(1),
  Enabled: z.boolean().default(true),
  BatchSize: z.coerce.number().int().min(1).max(10_000).optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().int().optional() }).default({}),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) })
    .default({ Filters: [] }),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  /** -1: until the record expires. */
  MaximumRetryAttempts: z.coerce.number().int().min(-1).max(10_000).default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().int().min(-1).max(604_800).default(-1),
  DestinationConfig: z
    .object({ OnFailure: z.object({ Destination: z.string() }).optional() })
    .default({}),
});

export const storedMappingSchema = mappingSchema.extend({
  UUID: z.string(),
  /** Epoch s. */
  LastModified: z.number(),
  /** Batch size as it applies, with the source's default. */
  BatchSize: z.number(),
});

export type MappingInput = z.infer<typeof mappingSchema>;
export type Mapping = z.infer<typeof storedMappingSchema>;

export function isQueueSource(mapping: Pick<Mapping, 'EventSourceArn'>): boolean {
  return mapping.EventSourceArn.startsWith('arn:aws:sqs:');
}

export function reportsFailures(mapping: Mapping): boolean {
  return mapping.FunctionResponseTypes.includes('ReportBatchItemFailures');
}

/** Something that reads a mapping's source. It asks for the mapping anew each time, since that may change. */
export interface Poller {
  /** The mapping was changed. */
  changed(): void;
  /** No further batches; those in flight go on. */
  stop(): void;
}
