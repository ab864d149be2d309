-- Window functions and their frames

SELECT id, NTH_VALUE(id, 3) OVER (PARTITION BY status ORDER BY id) FROM batch_jobs

SELECT id, NTH_VALUE(id, 3) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM batch_jobs

SELECT id, NTH_VALUE(id, 2) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM batch_jobs

SELECT id, NTILE(3) OVER (PARTITION BY status ORDER BY id) FROM batch_jobs

SELECT id, NTILE(1000) OVER (ORDER BY id) FROM batch_jobs

SELECT id, NTILE(7) OVER (ORDER BY id) FROM batch_jobs

SELECT id, LAG(id) OVER (PARTITION BY status ORDER BY id), LEAD(id, 2) OVER (PARTITION BY status ORDER BY id), LAG(id, 3, 'none') OVER (ORDER BY id) FROM batch_jobs

SELECT id, FIRST_VALUE(id) OVER (PARTITION BY status ORDER BY id), LAST_VALUE(id) OVER (PARTITION BY status ORDER BY id) FROM batch_jobs

SELECT id, LAST_VALUE(total_items) OVER (PARTITION BY status ORDER BY total_items) FROM batch_jobs

SELECT id, SUM(total_items) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM batch_jobs

SELECT id, SUM(total_items) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN 3 PRECEDING AND 2 PRECEDING) FROM batch_jobs

SELECT id, SUM(total_items) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING) FROM batch_jobs

SELECT id, COUNT(*) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) FROM batch_jobs

SELECT id, MAX(total_items) OVER (ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING), MIN(directory_id) OVER (ORDER BY id ROWS 5 PRECEDING) FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY total_items RANGE BETWEEN 5 PRECEDING AND CURRENT ROW) FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY total_items DESC RANGE BETWEEN 5 PRECEDING AND CURRENT ROW) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY total_items RANGE BETWEEN 5 PRECEDING AND 5 FOLLOWING) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY total_items RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY total_items DESC RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY status), SUM(total_items) OVER (ORDER BY status DESC), SUM(total_items) OVER (ORDER BY directory_id), SUM(total_items) OVER (ORDER BY directory_id DESC) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY created_at RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY CAST(created_at AS DATE) RANGE BETWEEN INTERVAL '3' DAY PRECEDING AND CURRENT ROW) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY completed_at RANGE BETWEEN INTERVAL '3' DAY PRECEDING AND CURRENT ROW) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY completed_at) FROM batch_jobs

SELECT id, RANK() OVER (ORDER BY completed_at), DENSE_RANK() OVER (ORDER BY directory_id DESC) FROM batch_jobs

SELECT id, RANK() OVER (PARTITION BY directory_id ORDER BY total_items DESC, status) FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING EXCLUDE NO OTHERS) FROM batch_jobs

SELECT id, SUM(total_items) OVER w FROM batch_jobs WINDOW w AS (PARTITION BY status ORDER BY id)

SELECT id, SUM(total_items) OVER (w ROWS 1 PRECEDING) FROM batch_jobs WINDOW w AS (PARTITION BY status ORDER BY id)

SELECT id, SUM(total_items) OVER (w ORDER BY id) FROM batch_jobs WINDOW w AS (PARTITION BY status)

SELECT id, PERCENT_RANK() OVER (ORDER BY total_items), CUME_DIST() OVER (ORDER BY total_items) FROM batch_jobs

SELECT id, COUNT(*) FILTER (WHERE status = 'failed') OVER (ORDER BY id) FROM batch_jobs

SELECT id, AVG(total_items) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) FROM batch_jobs

SELECT id, SUM(failed_items) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING), COUNT(completed_at) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) FROM batch_jobs

SELECT status, COUNT(*), SUM(COUNT(*)) OVER (ORDER BY status), RANK() OVER (ORDER BY COUNT(*) DESC) FROM batch_jobs GROUP BY status

SELECT id, ROW_NUMBER() OVER (ORDER BY total_items, id) + COUNT(*) OVER () FROM batch_jobs

SELECT status, ROW_NUMBER() OVER () AS n FROM (SELECT DISTINCT status FROM batch_jobs WHERE status = 'failed') t

SELECT id, MIN(status) OVER (PARTITION BY directory_id), MAX(created_at) OVER (PARTITION BY directory_id, job_type) FROM batch_jobs

SELECT id, BOOL_AND(status = 'failed') OVER (PARTITION BY directory_id) FROM batch_jobs

SELECT id, STDDEV_POP(failed_items) OVER (PARTITION BY directory_id) FROM batch_jobs

SELECT * FROM (SELECT id, status, ROW_NUMBER() OVER (PARTITION BY status ORDER BY total_items DESC, id) AS n FROM batch_jobs) t WHERE n <= 3

SELECT * FROM (SELECT id, status, ROW_NUMBER() OVER (PARTITION BY status ORDER BY total_items DESC, id) AS n FROM batch_jobs) t WHERE status = 'failed' AND n <= 3

SELECT * FROM (SELECT id, status, job_type, COUNT(*) OVER (PARTITION BY status) AS n FROM batch_jobs) t WHERE job_type = 'parse'

SELECT COUNT(DISTINCT status), COUNT(*), SUM(total_items) FROM batch_jobs WHERE total_items < 0

SELECT COUNT(DISTINCT status), COUNT(*), SUM(total_items), MIN(id), COUNT(DISTINCT job_type) FROM batch_jobs WHERE total_items < 0

SELECT job_type, COUNT(DISTINCT status), COUNT(*), SUM(total_items) FROM batch_jobs WHERE total_items < 0 GROUP BY job_type

SELECT COUNT(DISTINCT status), COUNT(*), SUM(total_items), MIN(id), COUNT(DISTINCT job_type), SUM(DISTINCT total_items), AVG(DISTINCT failed_items) FROM batch_jobs

SELECT a.id, (SELECT b.id FROM batch_jobs b WHERE b.status = a.status ORDER BY b.total_items DESC, b.id LIMIT 1) FROM batch_jobs a

SELECT a.id, (SELECT b.id FROM batch_jobs b WHERE b.directory_id = a.directory_id ORDER BY b.total_items DESC, b.id LIMIT 1 OFFSET 2) FROM batch_jobs a

SELECT a.id, (SELECT COUNT(*) FROM (SELECT DISTINCT b.job_type FROM batch_jobs b WHERE b.directory_id = a.directory_id) x) FROM batch_jobs a
--h2
SELECT a.id, (SELECT COUNT(DISTINCT b.job_type) FROM batch_jobs b WHERE b.directory_id = a.directory_id) FROM batch_jobs a

SELECT a.id, (SELECT COUNT(*) FROM batch_jobs b WHERE b.directory_id = a.directory_id AND b.total_items < a.total_items) FROM batch_jobs a

SELECT a.id FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM batch_jobs b WHERE b.directory_id = a.directory_id AND b.total_items < a.total_items GROUP BY b.status HAVING COUNT(*) > 10)

SELECT a.id, (SELECT SUM(b.total_items) FROM batch_jobs b WHERE b.directory_id IS NOT DISTINCT FROM a.directory_id) FROM batch_jobs a

SELECT a.id FROM batch_jobs a WHERE a.total_items IN (SELECT b.total_items FROM batch_jobs b WHERE b.status <> a.status)

SELECT a.id FROM batch_jobs a WHERE a.total_items NOT IN (SELECT b.failed_items FROM batch_jobs b WHERE b.directory_id = a.directory_id)

SELECT a.id, a.directory_id IN (SELECT b.directory_id FROM batch_jobs b WHERE b.status = a.status AND b.total_items > 60) FROM batch_jobs a

SELECT id, NTH_VALUE(total_items, 2) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) FROM batch_jobs

SELECT id, MIN(total_items) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN 2 FOLLOWING AND UNBOUNDED FOLLOWING), MAX(directory_id) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING) FROM batch_jobs

SELECT id, SUM(total_items) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 5 PRECEDING) FROM batch_jobs

SELECT id, SUM(total_items) OVER (PARTITION BY status ORDER BY id ROWS BETWEEN 5 PRECEDING AND 7 PRECEDING) FROM batch_jobs
--h2
SELECT id, NULL FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND CURRENT ROW) FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY total_items RANGE BETWEEN CURRENT ROW AND CURRENT ROW) FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY total_items RANGE BETWEEN 3 FOLLOWING AND 9 FOLLOWING) FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY total_items RANGE BETWEEN 9 PRECEDING AND 3 PRECEDING) FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY status, total_items RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY directory_id DESC RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY directory_id NULLS FIRST RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING), COUNT(*) OVER (ORDER BY directory_id NULLS FIRST), RANK() OVER (ORDER BY directory_id NULLS FIRST, id DESC) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY completed_at DESC NULLS LAST) FROM batch_jobs

SELECT id, LEAD(total_items, 1, 0) OVER (ORDER BY id) - total_items FROM batch_jobs

SELECT id, LAG(total_items, 2, -1) OVER (PARTITION BY directory_id ORDER BY id) FROM batch_jobs

SELECT id, LAG(directory_id, 1, id) OVER (PARTITION BY status ORDER BY id) FROM batch_jobs

SELECT id, LAG(total_items, failed_items) OVER (ORDER BY id) FROM batch_jobs
--h2
SELECT id, (SELECT b.total_items FROM (SELECT total_items, id, ROW_NUMBER() OVER (ORDER BY id) n FROM batch_jobs) b WHERE b.n = a.n - a.failed_items) FROM (SELECT id, failed_items, ROW_NUMBER() OVER (ORDER BY id) n FROM batch_jobs) a

SELECT id, SUM(total_items) OVER (PARTITION BY CASE WHEN status = 'failed' THEN 1 ELSE 0 END ORDER BY total_items + failed_items, id) FROM batch_jobs

SELECT DISTINCT status, COUNT(*) OVER (PARTITION BY status) FROM batch_jobs

SELECT id FROM batch_jobs ORDER BY ROW_NUMBER() OVER (ORDER BY total_items DESC, id) LIMIT 7

SELECT status, SUM(SUM(total_items)) OVER (ORDER BY status ROWS UNBOUNDED PRECEDING), AVG(COUNT(*)) OVER () FROM batch_jobs GROUP BY status

SELECT id, AVG(total_items) OVER (PARTITION BY status), SUM(total_items) OVER (PARTITION BY status) * 1.0 / SUM(total_items) OVER () > 0.1 FROM batch_jobs

SELECT id, COUNT(total_items) OVER (PARTITION BY status), COUNT(completed_at) OVER (PARTITION BY directory_id) FROM batch_jobs

SELECT id, SUM(failed_items) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING), MAX(id) OVER (ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) FROM batch_jobs

SELECT id, EVERY(status = 'failed') OVER (PARTITION BY directory_id ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM batch_jobs

SELECT id, ROW_NUMBER() OVER w, SUM(total_items) OVER w, COUNT(*) OVER (PARTITION BY job_type) FROM batch_jobs WINDOW w AS (PARTITION BY status ORDER BY id DESC)

SELECT id, ROW_NUMBER() OVER (w ORDER BY id) FROM batch_jobs WINDOW w AS (PARTITION BY status), v AS (ORDER BY id)

SELECT id, SUM(total_items) OVER (w ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), SUM(total_items) OVER w, MAX(total_items) OVER (w RANGE UNBOUNDED PRECEDING) FROM batch_jobs WINDOW w AS (PARTITION BY status, CASE WHEN total_items > 3 THEN 1 ELSE 0 END ORDER BY id)

SELECT id, SUM(total_items) OVER (v ROWS 2 PRECEDING) FROM batch_jobs WINDOW w AS (PARTITION BY status), v AS (w ORDER BY id)

SELECT id, SUM(total_items) FILTER (WHERE status = 'failed') OVER (PARTITION BY job_type ORDER BY id) FROM batch_jobs

SELECT id, COUNT(*) FILTER (WHERE total_items > 5) OVER w FROM batch_jobs WINDOW w AS (PARTITION BY status)

SELECT * FROM (SELECT id, COUNT(*) OVER (w ROWS 1 PRECEDING) c FROM batch_jobs WINDOW w AS (ORDER BY id)) x WHERE c < 2
