-- Jobs that have not ended, whenever created, as they were when the list was read.
SELECT directory_id,
       COUNT(*) AS jobs,
       COUNT(*) FILTER (WHERE status = 'pending') AS pending,
       COUNT(*) FILTER (WHERE status = 'dispatched') AS dispatched,
       COUNT(*) FILTER (WHERE status = 'running') AS running,
       COUNT(*) FILTER (WHERE status NOT IN ('pending', 'dispatched', 'running')) AS other,
       SUM(GREATEST(total_items - processed_items - failed_items - skipped_items, 0)) AS items_left,
       MIN(created_at) AS oldest_created_at
FROM jobs
WHERE status NOT IN ('completed', 'failed', 'cancelled')
GROUP BY directory_id
ORDER BY jobs DESC, directory_id NULLS LAST
