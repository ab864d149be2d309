-- By day, up to the end of the period. NULL on a day on which no job completed or failed.
SELECT CAST(d.day_begin AS DATE) AS day_utc,
       COUNT(*) FILTER (WHERE j.status = 'completed') AS completed,
       COUNT(*) FILTER (WHERE j.status = 'failed') AS failed,
       ROUND(100.0 * COUNT(*) FILTER (WHERE j.status = 'failed')
             / NULLIF(COUNT(*) FILTER (WHERE j.status IN ('completed', 'failed')), 0), 2) AS failure_percent
FROM (SELECT DATEADD('DAY', x, CAST(?4 AS TIMESTAMP(3))) AS day_begin
      FROM SYSTEM_RANGE(0, DATEDIFF('DAY', CAST(?4 AS TIMESTAMP(3)), CAST(?2 AS TIMESTAMP(3))) - 1)) d
LEFT JOIN jobs j ON j.ended_at >= d.day_begin AND j.ended_at < DATEADD('DAY', 1, d.day_begin)
GROUP BY d.day_begin
ORDER BY d.day_begin
