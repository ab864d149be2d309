-- The period and the one of the same length before it. Durations are those of completed jobs; a percentile is the
-- smallest of them that so many do not exceed (PERCENTILE_DISC of H2 takes the nearest one).
SELECT period_begin,
       period_end,
       COUNT(id) AS ended,
       COUNT(*) FILTER (WHERE status = 'completed') AS completed,
       COUNT(*) FILTER (WHERE status = 'failed') AS failed,
       COUNT(*) FILTER (WHERE status = 'cancelled') AS cancelled,
       ROUND(100.0 * COUNT(*) FILTER (WHERE status = 'failed')
             / NULLIF(COUNT(*) FILTER (WHERE status IN ('completed', 'failed')), 0), 2) AS failure_percent,
       COALESCE(SUM(processed_items), 0) AS items_processed,
       COALESCE(SUM(failed_items), 0) AS items_failed,
       COALESCE(SUM(skipped_items), 0) AS items_skipped,
       MIN(seconds) FILTER (WHERE timed AND place >= 0.5 * places) AS median_seconds,
       MIN(seconds) FILTER (WHERE timed AND place >= 0.95 * places) AS p95_seconds
FROM (SELECT t.*,
             ROW_NUMBER() OVER (PARTITION BY period_begin, timed ORDER BY seconds) AS place,
             COUNT(*) OVER (PARTITION BY period_begin, timed) AS places
      FROM (SELECT p.period_begin, p.period_end, j.*, j.status = 'completed' AND j.seconds IS NOT NULL AS timed
            FROM (VALUES (CAST(?1 AS TIMESTAMP(3)), CAST(?2 AS TIMESTAMP(3))),
                         (CAST(?5 AS TIMESTAMP(3)), CAST(?1 AS TIMESTAMP(3)))) AS p(period_begin, period_end)
            LEFT JOIN jobs j ON j.ended_at >= p.period_begin AND j.ended_at < p.period_end) t) u
GROUP BY period_begin, period_end
ORDER BY period_begin DESC
