/*
 * Public on-demand list prices of us-east-1 in USD, without free tiers and volume discounts, looked up on 25 November 2026
 * on each service's pricing page or in what others say of it: aws.amazon.com/{dynamodb,sqs,lambda,api-gateway,eventbridge,
 * cloudwatch,xray,secrets-manager}/pricing.
 */
export const prices = {
  /** A write of up to 1 KB; twice that in a transaction. */
  dynamodb_write_unit: 0.625e-6,
  /** A consistent read of up to 4 KB. */
  dynamodb_read_unit: 0.125e-6,
  /** Table class Standard, per GB and month. */
  dynamodb_storage_gb_month: 0.25,
  dynamodb_recovery_gb_month: 0.2,
  /** FIFO, in pieces of 64 KB. */
  sqs_fifo_request: 0.5e-6,
  lambda_request: 0.2e-6,
  /** arm64. */
  lambda_gb_second: 0.0000133334,
  http_api_request: 1e-6,
  eventbridge_event: 1e-6,
  /** Standard class, ingestion. */
  logs_gb: 0.5,
  xray_trace: 5e-6,
  secret_month: 0.4,
  custom_metric_month: 0.3,
} as const;
