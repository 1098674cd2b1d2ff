/*
 * Public on-demand list prices of us-east-1 in USD, without free tiers and volume discounts, as of 25 November 2026. The page of
 * each service is aws.amazon.com/{dynamodb,sqs,lambda,s3,api-gateway,eventbridge,cloudwatch,secrets-manager}/pricing, which
 * shows most numbers only in a browser. They were read where it says `from`.
 */
export const prices = {
  /** A write of up to 1 KB; twice that in a transaction. From airbyte.com/data-engineering-resources/dynamodb-pricing. */
  dynamodb_write_unit: 0.625e-6,
  /** A consistent read of up to 4 KB. From the same. */
  dynamodb_read_unit: 0.125e-6,
  /** Table class Standard, per GB and month. From aws.amazon.com/dynamodb/pricing. */
  dynamodb_storage_gb_month: 0.25,
  /** From finops.com.py/services/dynamodb/backups. */
  dynamodb_recovery_gb_month: 0.2,
  /** FIFO, in pieces of 64 KB. From cloudburn.io/blog/amazon-sqs-pricing. */
  sqs_fifo_request: 0.5e-6,
  /** From git.mcrn.ar/mariano/lambda_local_runner, docs/lambdas-md/lambda-13-cost.md. */
  lambda_request: 0.2e-6,
  /** arm64, the first 7.5 billion of a month. From cloudchipr.com/blog/aws-lambda-pricing. */
  lambda_gb_second: 0.0000133334,
  /** The first 300 million of a month, in pieces of 512 KB. From awsforengineers.com/blog/aws-api-gateway-pricing-explained. */
  http_api_request: 1e-6,
  /** An event of one's own, in pieces of 64 KB. From cloudburn.io/blog/amazon-eventbridge-pricing. */
  eventbridge_event: 1e-6,
  /** Standard class, ingestion; the first 10 TB of a month of Lambda's. From duckbillgroup.com/?p=9080. */
  logs_gb: 0.5,
  /** Standard class: to put and to list, not by size. From cloudkaramchari.com/blog/understanding-per-1000-put-copy-post-or-list-requests-in-amazon-s3-pricing. */
  s3_write: 5e-6,
  /** To get. From aws.amazon.com/s3/pricing, as others cite it. */
  s3_read: 0.4e-6,
  /** From hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms. */
  secret_month: 0.4,
  /** The first 10,000. From signoz.io/guides/cloudwatch-pricing. */
  custom_metric_month: 0.3,
} as const;
