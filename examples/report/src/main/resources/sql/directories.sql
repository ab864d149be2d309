-- Jobs that ended in the period, by directory; without one, directory_id is NULL.
SELECT directory_id,
       COUNT(*) AS ended,
       COUNT(*) FILTER (WHERE status = 'completed') AS completed,
       COUNT(*) FILTER (WHERE status = 'failed') AS failed,
       COUNT(*) FILTER (WHERE status = 'cancelled') AS cancelled,
       ROUND(100.0 * COUNT(*) FILTER (WHERE status = 'failed')
             / NULLIF(COUNT(*) FILTER (WHERE status IN ('completed', 'failed')), 0), 2) AS failure_percent,
       SUM(processed_items) AS items_processed
FROM jobs
WHERE ended_at >= CAST(?1 AS TIMESTAMP(3)) AND ended_at < CAST(?2 AS TIMESTAMP(3))
GROUP BY directory_id
ORDER BY failed DESC, ended DESC, directory_id NULLS LAST
