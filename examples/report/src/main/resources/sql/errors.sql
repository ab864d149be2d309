-- Failed jobs of the period by message, numbers taken for the same; without a message, error is NULL.
SELECT REGEXP_REPLACE(error_message, '[0-9]+', '#') AS error,
       COUNT(*) AS failed,
       COUNT(DISTINCT job_type) AS job_types,
       MAX(ended_at) AS last_at,
       MIN(id) AS example_id
FROM jobs
WHERE status = 'failed' AND ended_at >= CAST(?1 AS TIMESTAMP(3)) AND ended_at < CAST(?2 AS TIMESTAMP(3))
GROUP BY REGEXP_REPLACE(error_message, '[0-9]+', '#')
ORDER BY failed DESC, last_at DESC, error NULLS LAST
