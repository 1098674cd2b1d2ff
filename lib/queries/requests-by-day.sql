-- Requests, and those refused with 429, by day and channel. Replace ORG and the days, which are of UTC.
SELECT
  day,
  coalesce(channel, 'unknown') AS channel,
  count(DISTINCT concat(listing_id, '/', attempt)) AS requests,
  count(DISTINCT CASE WHEN http_status = 429 THEN concat(listing_id, '/', attempt) END) AS refused_429
FROM audit
WHERE org = 'ORG'
  AND day BETWEEN '2026-01-01' AND '2026-01-31'
GROUP BY day, coalesce(channel, 'unknown')
ORDER BY day, channel
