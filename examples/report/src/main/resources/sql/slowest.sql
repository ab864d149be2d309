-- Completed and failed jobs of the period, those that took longest from start to end first.
SELECT id, job_type, status, directory_id, total_items, started_at, completed_at, seconds
FROM jobs
WHERE seconds IS NOT NULL AND status IN ('completed', 'failed')
  AND ended_at >= CAST(?1 AS TIMESTAMP(3)) AND ended_at < CAST(?2 AS TIMESTAMP(3))
ORDER BY seconds DESC, id
