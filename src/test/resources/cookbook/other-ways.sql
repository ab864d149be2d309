-- What is the backlog of each directory?
SELECT COALESCE(directory_id, '(none)') AS directory,
       SUM(CASE status WHEN 'pending' THEN 1 ELSE 0 END),
       SUM(CASE status WHEN 'dispatched' THEN 1 ELSE 0 END),
       SUM(CASE status WHEN 'running' THEN 1 ELSE 0 END),
       SUM(total_items) - SUM(processed_items) - SUM(failed_items) - SUM(skipped_items) AS items_left
FROM batch_jobs WHERE status NOT IN ('completed', 'failed', 'cancelled')
GROUP BY directory_id ORDER BY items_left DESC, directory

-- Which jobs run longer than any finished job of their type did?
SELECT id, job_type, seconds, longest
FROM (
  SELECT id, job_type, status, TIMESTAMPDIFF(SECOND, started_at, TIMESTAMP '2026-11-01 00:00:00') AS seconds,
         MAX(CASE WHEN status = 'completed' THEN TIMESTAMPDIFF(SECOND, started_at, completed_at) END)
           OVER (PARTITION BY job_type) AS longest
  FROM batch_jobs
) AS t
WHERE status = 'running' AND seconds > longest
ORDER BY seconds DESC, id LIMIT 5

-- Which jobs failed right after a success in the same directory?
SELECT f.directory_id, f.id, f.created_at
FROM batch_jobs f
WHERE f.status = 'failed' AND f.created_at >= TIMESTAMP '2026-10-20 00:00:00'
  AND (SELECT p.status FROM batch_jobs p
       WHERE p.directory_id = f.directory_id AND p.status IN ('completed', 'failed') AND p.created_at < f.created_at
       ORDER BY p.created_at DESC LIMIT 1) = 'completed'
ORDER BY f.created_at DESC, f.id LIMIT 5

-- Where did the most jobs fail in a row?
SELECT directory_id, COUNT(*) AS failures, MIN(created_at) AS first_one, MAX(created_at)
FROM (SELECT directory_id, created_at,
             (SELECT MAX(c.created_at) FROM batch_jobs c
              WHERE c.directory_id = f.directory_id AND c.status = 'completed' AND c.created_at < f.created_at) AS success
      FROM batch_jobs f WHERE status = 'failed' AND directory_id IS NOT NULL) AS t
GROUP BY directory_id, success
ORDER BY failures DESC, first_one LIMIT 5

-- What is the success rate of each job type?
SELECT type, completed, failed, ROUND(100.0 * completed / (completed + failed), 2)
FROM (
  SELECT 0 AS part, job_type AS type, SUM(CASE status WHEN 'completed' THEN 1 ELSE 0 END) AS completed,
         SUM(CASE status WHEN 'failed' THEN 1 ELSE 0 END) AS failed
  FROM batch_jobs GROUP BY job_type
  UNION ALL
  SELECT 1, 'all', SUM(CASE status WHEN 'completed' THEN 1 ELSE 0 END), SUM(CASE status WHEN 'failed' THEN 1 ELSE 0 END)
  FROM batch_jobs
) AS rates ORDER BY part, type

-- What are the percentiles of the duration?
SELECT job_type, COUNT(*),
       MIN(CASE WHEN share >= 0.50 THEN seconds END),
       MIN(CASE WHEN share >= 0.90 THEN seconds END),
       MIN(CASE WHEN share >= 0.99 THEN seconds END),
       MIN(CASE WHEN share >= 1 THEN seconds END)
FROM (
  SELECT job_type, seconds, CUME_DIST() OVER (PARTITION BY job_type ORDER BY seconds) AS share
  FROM (SELECT job_type, TIMESTAMPDIFF(SECOND, started_at, completed_at) AS seconds FROM batch_jobs WHERE status = 'completed') AS t
) AS shares
GROUP BY job_type ORDER BY job_type

-- How long do jobs wait before they start?
SELECT job_type, COUNT(*), ROUND(1.0 * SUM(seconds) / COUNT(*), 1), PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY seconds), MAX(seconds)
FROM (SELECT job_type, TIMESTAMPDIFF(SECOND, created_at, started_at) AS seconds FROM batch_jobs WHERE started_at IS NOT NULL) AS t
GROUP BY job_type ORDER BY job_type

-- How many jobs ran at the same time?
SELECT j.started_at AS moment,
       (SELECT COUNT(*) FROM batch_jobs o
        WHERE o.created_at BETWEEN j.started_at - INTERVAL '6' HOUR AND j.started_at
          AND o.started_at <= j.started_at AND o.completed_at > j.started_at) AS at_once
FROM batch_jobs j
WHERE j.started_at < j.completed_at
ORDER BY at_once DESC, moment LIMIT 5

-- How does each week compare with the week before?
SELECT CAST(monday AS DATE), jobs, before, ROUND(100.0 * jobs / before - 100, 1)
FROM (
  SELECT monday,
         (SELECT COUNT(*) FROM batch_jobs WHERE created_at >= monday AND created_at < monday + INTERVAL '7' DAY) AS jobs,
         (SELECT COUNT(*) FROM batch_jobs WHERE created_at >= monday - INTERVAL '7' DAY AND created_at < monday) AS before
  FROM (VALUES (TIMESTAMP '2026-10-19 00:00:00'), (TIMESTAMP '2026-10-12 00:00:00'), (TIMESTAMP '2026-10-05 00:00:00'),
               (TIMESTAMP '2026-09-28 00:00:00'), (TIMESTAMP '2026-09-21 00:00:00')) AS mondays (monday)
) AS t ORDER BY monday DESC

-- How many items have been processed since the year began?
SELECT first_day, SUM(CASE WHEN created_at >= first_day THEN processed_items ELSE 0 END), SUM(processed_items)
FROM (VALUES (DATE '2026-01-01', DATE '2026-02-01'), (DATE '2026-02-01', DATE '2026-03-01'), (DATE '2026-03-01', DATE '2026-04-01'),
             (DATE '2026-04-01', DATE '2026-05-01'), (DATE '2026-05-01', DATE '2026-06-01'), (DATE '2026-06-01', DATE '2026-07-01'),
             (DATE '2026-07-01', DATE '2026-08-01'), (DATE '2026-08-01', DATE '2026-09-01'), (DATE '2026-09-01', DATE '2026-10-01'),
             (DATE '2026-10-01', DATE '2026-11-01')) AS months (first_day, next_day)
JOIN batch_jobs ON created_at >= DATE '2026-01-01' AND created_at < next_day
GROUP BY first_day ORDER BY first_day

-- What is the trend over seven days?
SELECT created_on,
       (SELECT COUNT(*) FROM batch_jobs WHERE CAST(created_at AS DATE) = created_on),
       ROUND((SELECT COUNT(*) FROM batch_jobs WHERE created_at >= created_on - INTERVAL '6' DAY AND created_at < created_on + INTERVAL '1' DAY) / 7.0, 1)
FROM (VALUES (DATE '2026-10-31'), (DATE '2026-10-30'), (DATE '2026-10-29'), (DATE '2026-10-28'), (DATE '2026-10-27')) AS days (created_on)
ORDER BY created_on DESC

-- Was the same work sent twice?
SELECT b.job_type, b.total_items, a.id, b.id, b.created_at, TIMESTAMPDIFF(MINUTE, a.created_at, b.created_at)
FROM batch_jobs a JOIN batch_jobs b ON a.directory_id = b.directory_id AND a.job_type = b.job_type AND a.total_items = b.total_items
WHERE b.total_items > 1 AND b.created_at > a.created_at AND b.created_at < a.created_at + INTERVAL '1' HOUR
ORDER BY b.created_at DESC, b.id

-- Which directories make most of the load?
WITH d AS (SELECT COALESCE(directory_id, '(none)') AS directory, SUM(total_items) AS items FROM batch_jobs GROUP BY directory_id)
SELECT directory, items, ROUND(100.0 * items / (SELECT SUM(total_items) FROM batch_jobs), 1),
       ROUND(100.0 * (SELECT SUM(larger.items) FROM d AS larger WHERE larger.items >= d.items) / (SELECT SUM(total_items) FROM batch_jobs), 1)
FROM d
ORDER BY items DESC

-- How many jobs failed in each directory, week by week?
SELECT monday, directory, failed
FROM (
  SELECT DATE '2026-10-19' AS monday, COALESCE(directory_id, '(none)') AS directory, COUNT(*) AS failed
  FROM batch_jobs WHERE status = 'failed' AND created_at >= DATE '2026-10-19' AND created_at < DATE '2026-10-26' GROUP BY directory_id
  UNION ALL
  SELECT DATE '2026-10-26', COALESCE(directory_id, '(none)'), COUNT(*)
  FROM batch_jobs WHERE status = 'failed' AND created_at >= DATE '2026-10-26' AND created_at < DATE '2026-11-02' GROUP BY directory_id
) AS weeks ORDER BY monday, failed DESC, directory

-- How much was done in each hour?
SELECT hour_begin,
       (SELECT COUNT(*) FROM batch_jobs WHERE status = 'completed' AND completed_at >= hour_begin AND completed_at < hour_begin + INTERVAL '1' HOUR),
       (SELECT COALESCE(SUM(processed_items), 0) FROM batch_jobs WHERE status = 'completed' AND completed_at >= hour_begin AND completed_at < hour_begin + INTERVAL '1' HOUR)
FROM (SELECT DATEADD(HOUR, x, TIMESTAMP '2026-10-28 16:00:00') AS hour_begin FROM SYSTEM_RANGE(0, 7)) AS hours
ORDER BY hour_begin

-- What does an item cost in small and in large jobs?
SELECT items, COUNT(*), ROUND(1.0 * SUM(seconds) / COUNT(*), 1), ROUND(1.0 * SUM(seconds) / NULLIF(SUM(total_items), 0), 3)
FROM (
  SELECT CASE CHAR_LENGTH(CAST(total_items AS VARCHAR))
           WHEN 4 THEN '1000 and more' WHEN 3 THEN '100-999' WHEN 2 THEN '10-99'
           ELSE CASE total_items WHEN 0 THEN '0' ELSE '1-9' END END AS items,
         total_items, TIMESTAMPDIFF(SECOND, started_at, completed_at) AS seconds
  FROM batch_jobs WHERE status = 'completed'
) AS t GROUP BY items ORDER BY MIN(total_items)

-- Which directories have gone silent?
SELECT directory_id, latest, hours_silent, usual_hours, ROUND(hours_silent / usual_hours, 1)
FROM (
  SELECT a.directory_id, a.created_at AS latest,
         TIMESTAMPDIFF(HOUR, a.created_at, TIMESTAMP '2026-11-01 00:00:00') AS hours_silent,
         ROUND(1.0 * TIMESTAMPDIFF(HOUR, (SELECT MIN(f.created_at) FROM batch_jobs f WHERE f.directory_id = a.directory_id), a.created_at)
               / (SELECT COUNT(*) FROM batch_jobs e WHERE e.directory_id = a.directory_id AND e.created_at < a.created_at), 1) AS usual_hours
  FROM batch_jobs a
  WHERE a.created_at > TIMESTAMP '2026-10-20 00:00:00' AND a.directory_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM batch_jobs l WHERE l.directory_id = a.directory_id AND l.created_at > a.created_at)
) AS t ORDER BY hours_silent / usual_hours DESC, directory_id LIMIT 5

-- How many items failed in jobs that completed?
SELECT job_type, SUM(jobs), SUM(losses), SUM(failed), ROUND(100.0 * SUM(failed) / SUM(items), 3)
FROM (
  SELECT job_type, COUNT(*) AS jobs, COUNT(*) AS losses, SUM(failed_items) AS failed, SUM(total_items) AS items
  FROM batch_jobs WHERE status = 'completed' AND failed_items <> 0 GROUP BY job_type
  UNION ALL
  SELECT job_type, COUNT(*), 0, 0, SUM(total_items) FROM batch_jobs WHERE status = 'completed' AND failed_items = 0 GROUP BY job_type
) AS t GROUP BY job_type ORDER BY job_type
