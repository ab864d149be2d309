-- Jobs that ended, by hour or by day; hours without any are there too.
SELECT b.bucket_begin,
       COUNT(j.id) AS ended,
       COUNT(*) FILTER (WHERE j.status = 'completed') AS completed,
       COUNT(*) FILTER (WHERE j.status = 'failed') AS failed,
       COUNT(*) FILTER (WHERE j.status = 'cancelled') AS cancelled,
       COALESCE(SUM(j.processed_items), 0) AS items_processed
FROM (SELECT DATEADD('HOUR', x * CAST(?3 AS INTEGER), CAST(?1 AS TIMESTAMP(3))) AS bucket_begin
      FROM SYSTEM_RANGE(0, DATEDIFF('HOUR', CAST(?1 AS TIMESTAMP(3)), CAST(?2 AS TIMESTAMP(3)))
                           / CAST(?3 AS INTEGER) - 1)) b
LEFT JOIN jobs j
  ON j.ended_at >= b.bucket_begin AND j.ended_at < DATEADD('HOUR', CAST(?3 AS INTEGER), b.bucket_begin)
GROUP BY b.bucket_begin
ORDER BY b.bucket_begin
