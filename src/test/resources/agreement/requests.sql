-- what is asked for as lists, counts, ids or shared fetches

SELECT id FROM batch_jobs WHERE status IN ('failed', 'cancelled')

SELECT id FROM batch_jobs WHERE status IN ('failed', 'cancelled') AND job_type = 'parse' OR directory_id = 'it''s'

SELECT id FROM batch_jobs WHERE id IN ('bjb-0020-263', 'bjb-0189-244', 'x')

SELECT id FROM batch_jobs WHERE id = 'bjb-0020-263' AND status = 'failed'

SELECT id FROM batch_jobs WHERE (status = 'failed' AND total_items > 50) OR (status = 'cancelled' AND job_type = 'parse')

SELECT id FROM batch_jobs WHERE NOT (status <> 'failed' AND status <> 'archived')

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs WHERE status IN ('failed', 'cancelled') LIMIT 20) x

SELECT COUNT(*) FROM batch_jobs WHERE status IN ('failed', 'cancelled', 'running', 'completed', 'pending', 'dispatched') AND job_type IN ('parse', 'extract', 'classify', 'split')

SELECT id FROM batch_jobs WHERE directory_id IN ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'it''s')

SELECT COUNT(*) FROM batch_jobs

SELECT COUNT(*) FROM batch_jobs WHERE status = 'failed'

SELECT COUNT(id), COUNT(1) FROM batch_jobs WHERE status IN ('failed', 'cancelled')

SELECT status, COUNT(*) FROM batch_jobs GROUP BY status

SELECT job_type, status, COUNT(*) FROM batch_jobs GROUP BY job_type, status

SELECT status, COUNT(*) AS n FROM batch_jobs WHERE job_type = 'parse' GROUP BY status HAVING COUNT(*) > 10 ORDER BY n DESC

SELECT COUNT(*) FILTER (WHERE status = 'failed'), SUM(CASE WHEN status = 'completed' THEN 1 ELSE 0 END), COUNT(CASE WHEN status = 'running' THEN 1 END), COUNT(*) FROM batch_jobs

SELECT job_type, COUNT(*) FILTER (WHERE status = 'failed'), SUM(CASE WHEN status = 'completed' THEN 1 ELSE 0 END), COUNT(*), SUM(2.5) FROM batch_jobs GROUP BY job_type

SELECT DISTINCT status FROM batch_jobs

SELECT DISTINCT job_type, status FROM batch_jobs WHERE directory_id = 'it''s'

SELECT COUNT(DISTINCT status), MIN(status), MAX(job_type) FROM batch_jobs

SELECT COUNT(DISTINCT status), MIN(status), MAX(job_type), SUM(1) FROM batch_jobs WHERE status = 'nosuch'

SELECT SUM(1), COUNT(*) FROM batch_jobs WHERE status = 'nosuch'

SELECT SUM(CASE WHEN status = 'x' THEN 1 ELSE 0 END) FROM batch_jobs WHERE directory_id = 'nosuch'

SELECT COUNT(*) FROM batch_jobs WHERE status = 'nosuch'

SELECT COUNT(*) FROM batch_jobs WHERE status = NULL

SELECT COUNT(directory_id), COUNT(*) FROM batch_jobs

SELECT COUNT(*) > 0 FROM batch_jobs WHERE status = 'failed'

SELECT EXISTS (SELECT 1 FROM batch_jobs WHERE status = 'failed'), EXISTS (SELECT 1 FROM batch_jobs WHERE status = 'nosuch')

SELECT id FROM batch_jobs WHERE EXISTS (SELECT 1 FROM batch_jobs WHERE status = 'failed') AND total_items > 100

SELECT (SELECT COUNT(*) FROM batch_jobs), (SELECT COUNT(*) FROM batch_jobs WHERE status = 'failed'), (SELECT MAX(total_items) FROM batch_jobs)

SELECT a.id, b.status FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id

SELECT id FROM batch_jobs UNION ALL SELECT status FROM batch_jobs

WITH t AS (SELECT * FROM batch_jobs WHERE status = 'failed') SELECT x.id, (SELECT COUNT(*) FROM t) FROM t x

SELECT UPPER(status), COUNT(*) FROM batch_jobs GROUP BY UPPER(status)

SELECT status, job_type, COUNT(*) FROM batch_jobs GROUP BY ROLLUP (status, job_type)
--h2
SELECT status, job_type, COUNT(*) FROM batch_jobs GROUP BY status, job_type UNION ALL SELECT status, NULL, COUNT(*) FROM batch_jobs GROUP BY status UNION ALL SELECT NULL, NULL, COUNT(*) FROM batch_jobs

SELECT COUNT(*) * 100.0 / SUM(COUNT(*)) OVER () AS share, status FROM batch_jobs GROUP BY status

SELECT status FROM batch_jobs GROUP BY status

SELECT job_type FROM batch_jobs GROUP BY job_type, status

SELECT AVG(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) FROM batch_jobs
