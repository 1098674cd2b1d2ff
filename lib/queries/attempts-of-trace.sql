-- All attempts that one request or change has led to. Replace ORG, TRACE (in the form of a UUID) and the days, which are of UTC.
SELECT DISTINCT
  started_at, completed_at, channel, target_id, unit_id, unit_version, operation, outcome, http_status,
  duration_ms, error_message, request_excerpt, response_excerpt, account_id, listing_id, attempt
FROM audit
WHERE org = 'ORG'
  AND day BETWEEN '2026-01-01' AND '2026-01-31'
  AND trace_id = 'TRACE'
ORDER BY started_at
