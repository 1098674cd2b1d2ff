-- What failed at a target in a time. Replace ORG, TARGET, and the days and moments, which are of UTC.
SELECT DISTINCT
  started_at, outcome, http_status, error_message, response_excerpt,
  operation, unit_id, unit_version, retry_attempt, trace_id, account_id, listing_id, attempt
FROM audit
WHERE org = 'ORG'
  AND day BETWEEN '2026-01-01' AND '2026-01-31'
  AND started_at BETWEEN '2026-01-01T00:00:00.000Z' AND '2026-01-31T23:59:59.999Z'
  AND target_id = 'TARGET'
  AND outcome <> 'success'
ORDER BY started_at
