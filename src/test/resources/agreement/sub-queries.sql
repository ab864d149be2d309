-- LIMIT and OFFSET in several places, grand totals of nothing, sub-queries

SELECT COUNT(*) FROM (SELECT id FROM (SELECT id FROM batch_jobs LIMIT 20) a OFFSET 5) b

SELECT COUNT(*) FROM (SELECT id FROM (SELECT id FROM batch_jobs LIMIT 20 OFFSET 3) a LIMIT 10) b

--ordered
SELECT id FROM (SELECT id FROM batch_jobs ORDER BY id LIMIT 20) a OFFSET 5

--ordered
SELECT id FROM (SELECT id FROM batch_jobs ORDER BY id LIMIT 20) a ORDER BY id LIMIT 10 OFFSET 15

--ordered
SELECT id FROM (SELECT id FROM batch_jobs ORDER BY id OFFSET 390) a ORDER BY id LIMIT 10 OFFSET 5

WITH t AS (SELECT id FROM batch_jobs ORDER BY id LIMIT 20) SELECT id FROM t ORDER BY id OFFSET 18

SELECT COUNT(*) FROM (SELECT * FROM (SELECT id FROM batch_jobs LIMIT 20) x LIMIT 5 OFFSET 18) y

SELECT COUNT(*) FROM (SELECT * FROM (SELECT id FROM batch_jobs WHERE total_items > 5 LIMIT 20) x LIMIT 5 OFFSET 18) y

SELECT id FROM batch_jobs WHERE (status, directory_id) IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 100) OR total_items < 3

SELECT id FROM batch_jobs a WHERE total_items > ALL (SELECT total_items FROM batch_jobs b WHERE b.directory_id = a.directory_id AND b.status = 'failed')

SELECT status, COUNT(*) FROM batch_jobs WHERE 1 = 0 GROUP BY ROLLUP(status)
--h2
SELECT CAST(NULL AS VARCHAR), 0

SELECT status, job_type, COUNT(*) FROM batch_jobs WHERE 1 = 0 GROUP BY CUBE(status, job_type)
--h2
SELECT CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), 0

SELECT status, COUNT(*) FROM batch_jobs WHERE 1 = 0 GROUP BY GROUPING SETS ((status), ())
--h2
SELECT CAST(NULL AS VARCHAR), 0

SELECT status, COUNT(*) FROM batch_jobs WHERE total_items < 0 GROUP BY ROLLUP(status)
--h2
SELECT CAST(NULL AS VARCHAR), 0

SELECT COUNT(*), GROUPING(status) FROM batch_jobs WHERE total_items < 0 GROUP BY GROUPING SETS ((), (status))
--h2
SELECT 0, 1

SELECT COUNT(*) FROM batch_jobs WHERE total_items < 0 GROUP BY GROUPING SETS ((), ())
--h2
VALUES (0), (0)

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs LIMIT 1.5) x

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs LIMIT 9223372036854775808) x
--h2
SELECT 400

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs OFFSET 18446744073709551617) x
--h2
SELECT 0

SELECT id FROM batch_jobs WHERE (status, total_items) NOT IN (SELECT status, total_items FROM batch_jobs WHERE total_items > 100)

SELECT id FROM batch_jobs a WHERE (status, directory_id) NOT IN (SELECT status, directory_id FROM batch_jobs b WHERE b.total_items > 10000)

SELECT a.id, b.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id AND (a.status, b.directory_id) IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 110)

SELECT id FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM batch_jobs b WHERE b.status='failed' AND COALESCE(a.directory_id,'x') = COALESCE(b.directory_id, 'x'))

SELECT id FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM batch_jobs b WHERE b.status='failed' AND (a.directory_id IS NULL OR a.directory_id = b.directory_id))

SELECT id FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM batch_jobs b WHERE b.status='failed' AND a.directory_id IS NULL)

SELECT id, (SELECT COUNT(*) FROM batch_jobs b WHERE b.status='failed' AND (a.directory_id IS NULL OR a.directory_id = b.directory_id)) FROM batch_jobs a

SELECT id, (SELECT MIN(COALESCE(a.directory_id, b.id)) FROM batch_jobs b WHERE b.status='failed') FROM batch_jobs a

SELECT id, (SELECT COUNT(*) FROM batch_jobs b WHERE b.status='failed' AND b.directory_id = a.directory_id AND (a.completed_at IS NULL OR b.completed_at < a.completed_at)) FROM batch_jobs a

SELECT id, (SELECT SUM(CASE WHEN a.completed_at IS NULL THEN 1 ELSE 2 END) FROM batch_jobs b WHERE b.directory_id = a.directory_id) FROM batch_jobs a

SELECT id FROM batch_jobs a WHERE a.directory_id NOT IN (SELECT b.directory_id FROM batch_jobs b WHERE b.completed_at > a.completed_at)

SELECT id FROM batch_jobs a WHERE NOT EXISTS (SELECT 1 FROM batch_jobs b WHERE b.completed_at > a.completed_at AND b.directory_id = a.directory_id)

SELECT id FROM batch_jobs a WHERE total_items >= ALL (SELECT total_items FROM batch_jobs b WHERE b.directory_id = a.directory_id)

SELECT id FROM batch_jobs a WHERE total_items > ANY (SELECT total_items FROM batch_jobs b WHERE b.directory_id IS NOT DISTINCT FROM a.directory_id AND b.status = 'failed')

SELECT id, (SELECT b.id FROM batch_jobs b WHERE b.directory_id IS NOT DISTINCT FROM a.directory_id ORDER BY b.id LIMIT 1) FROM batch_jobs a

SELECT id, (SELECT b.id FROM batch_jobs b WHERE a.directory_id IS NULL ORDER BY b.id LIMIT 1) FROM batch_jobs a

SELECT id, (SELECT COUNT(*) FROM (SELECT b.id FROM batch_jobs b WHERE b.directory_id = a.directory_id UNION SELECT b.id FROM batch_jobs b WHERE b.status = a.status) x) FROM batch_jobs a
--h2
SELECT id, (SELECT COUNT(*) FROM batch_jobs b WHERE b.directory_id = a.directory_id OR b.status = a.status) FROM batch_jobs a

SELECT id, (SELECT MAX(c) FROM (SELECT COUNT(*) AS c FROM batch_jobs b WHERE b.directory_id = a.directory_id GROUP BY b.status) x) FROM batch_jobs a
--h2
SELECT id, (SELECT COUNT(*) AS c FROM batch_jobs b WHERE b.directory_id = a.directory_id GROUP BY b.status ORDER BY c DESC LIMIT 1) FROM batch_jobs a

SELECT a.id, x.n FROM batch_jobs a CROSS JOIN LATERAL (SELECT COUNT(*) AS n FROM batch_jobs b WHERE b.directory_id = a.directory_id) x
--h2
SELECT a.id, (SELECT COUNT(*) AS n FROM batch_jobs b WHERE b.directory_id = a.directory_id) FROM batch_jobs a

SELECT a.id, x.id FROM batch_jobs a LEFT JOIN LATERAL (SELECT b.id FROM batch_jobs b WHERE b.directory_id = a.directory_id ORDER BY b.id LIMIT 1) x ON TRUE
--h2
SELECT a.id, (SELECT b.id FROM batch_jobs b WHERE b.directory_id = a.directory_id ORDER BY b.id LIMIT 1) FROM batch_jobs a

SELECT a.id, x.id FROM batch_jobs a, LATERAL (SELECT b.id FROM batch_jobs b WHERE b.directory_id = a.directory_id AND b.status = 'failed' AND a.status = 'failed') x
--h2
SELECT a.id, b.id FROM batch_jobs a, batch_jobs b WHERE b.directory_id = a.directory_id AND b.status = 'failed' AND a.status = 'failed'

SELECT a.id FROM batch_jobs a WHERE a.total_items = (SELECT MAX(b.total_items) FROM batch_jobs b WHERE b.status = a.status AND b.job_type = (SELECT MIN(c.job_type) FROM batch_jobs c WHERE c.directory_id = a.directory_id))

SELECT a.id FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM batch_jobs b WHERE b.status = a.status AND EXISTS (SELECT 1 FROM batch_jobs c WHERE c.directory_id = b.directory_id AND c.total_items = a.total_items + 1))

SELECT a.id FROM batch_jobs a WHERE (SELECT COUNT(*) FROM batch_jobs b WHERE b.directory_id = a.directory_id) = 0

SELECT id, (status, directory_id) IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 100) FROM batch_jobs
--h2
SELECT id, CASE WHEN EXISTS (SELECT 1 FROM batch_jobs b WHERE total_items > 100 AND (a.status = b.status AND a.directory_id = b.directory_id)) THEN TRUE WHEN EXISTS (SELECT 1 FROM batch_jobs b WHERE total_items > 100 AND (a.status = b.status AND a.directory_id = b.directory_id) IS NOT FALSE) THEN NULL ELSE FALSE END FROM batch_jobs a

SELECT id FROM batch_jobs WHERE (status, directory_id) NOT IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 100)
--h2
SELECT id FROM batch_jobs a WHERE NOT EXISTS (SELECT 1 FROM batch_jobs b WHERE total_items > 100 AND (a.status = b.status AND a.directory_id = b.directory_id) IS NOT FALSE)

SELECT id, CASE WHEN (status, directory_id) NOT IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 4000) THEN 'a' ELSE 'b' END FROM batch_jobs
--h2
SELECT id, CASE WHEN NOT EXISTS (SELECT 1 FROM batch_jobs b WHERE total_items > 4000 AND (a.status = b.status AND a.directory_id = b.directory_id) IS NOT FALSE) THEN 'a' ELSE 'b' END FROM batch_jobs a

SELECT id FROM batch_jobs WHERE (status, directory_id) IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 100) OR total_items < 3
--h2
SELECT id FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM batch_jobs b WHERE total_items > 100 AND a.status = b.status AND a.directory_id = b.directory_id) OR total_items < 3

SELECT id FROM batch_jobs a WHERE (status, directory_id) NOT IN (SELECT status, directory_id FROM batch_jobs b WHERE b.total_items > a.total_items)
--h2
SELECT id FROM batch_jobs a WHERE NOT EXISTS (SELECT 1 FROM batch_jobs b WHERE b.total_items > a.total_items AND (a.status = b.status AND a.directory_id = b.directory_id) IS NOT FALSE)

SELECT id FROM batch_jobs WHERE (status, directory_id) NOT IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 10000)

SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id AND (a.status, b.directory_id) IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 110)

SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id AND (a.status, b.directory_id) NOT IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 110)
--h2
SELECT id FROM batch_jobs a WHERE NOT EXISTS (SELECT 1 FROM batch_jobs b WHERE b.total_items > 110 AND (a.status = b.status AND a.directory_id = b.directory_id) IS NOT FALSE)

SELECT id FROM batch_jobs WHERE (status, 'x') NOT IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 4000)
--h2
SELECT id FROM batch_jobs a WHERE NOT EXISTS (SELECT 1 FROM batch_jobs b WHERE b.total_items > 4000 AND (a.status = b.status AND 'x' = b.directory_id) IS NOT FALSE)

SELECT id FROM batch_jobs WHERE total_items IN (SELECT total_items FROM batch_jobs WHERE (status, directory_id) NOT IN (SELECT status, directory_id FROM batch_jobs WHERE total_items > 4000))
--h2
SELECT id FROM batch_jobs WHERE total_items IN (SELECT total_items FROM batch_jobs a WHERE NOT EXISTS (SELECT 1 FROM batch_jobs b WHERE total_items > 4000 AND (a.status = b.status AND a.directory_id = b.directory_id) IS NOT FALSE))

SELECT a.id, (SELECT MAX(n) FROM (SELECT ROW_NUMBER() OVER (ORDER BY b.id) AS n FROM batch_jobs b WHERE b.status = a.status) x) FROM batch_jobs a
--h2
SELECT a.id, (SELECT COUNT(*) FROM batch_jobs b WHERE b.status = a.status) FROM batch_jobs a

SELECT a.id, (SELECT COUNT(*) FROM (SELECT RANK() OVER (ORDER BY b.total_items) AS n FROM batch_jobs b WHERE b.status = a.status) x WHERE n < 4) FROM batch_jobs a
--h2
SELECT a.id, (SELECT COUNT(*) FROM batch_jobs b WHERE b.status = a.status AND (SELECT COUNT(*) FROM batch_jobs c WHERE c.status = a.status AND c.total_items < b.total_items) < 3) FROM batch_jobs a

SELECT id FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM (SELECT b.id, ROW_NUMBER() OVER (ORDER BY b.total_items, b.id) AS n FROM batch_jobs b WHERE b.directory_id = a.directory_id) x WHERE x.n = 2 AND x.id = a.id)
--h2
SELECT id FROM batch_jobs a WHERE (SELECT COUNT(*) FROM batch_jobs b WHERE b.directory_id = a.directory_id AND (b.total_items < a.total_items OR b.total_items = a.total_items AND b.id < a.id)) = 1 AND directory_id IS NOT NULL

SELECT COUNT(*) FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM batch_jobs b WHERE b.status = a.status AND b.total_items > 100 AND NOT EXISTS (SELECT 1 FROM batch_jobs c WHERE c.status = a.status AND c.id > b.id AND c.total_items > 100))

SELECT id FROM batch_jobs a WHERE a.total_items > 50 AND a.total_items IN (SELECT b.total_items FROM batch_jobs b WHERE b.status = a.status AND b.id IN (SELECT c.id FROM batch_jobs c WHERE c.job_type = a.job_type))

SELECT COUNT(*) FROM batch_jobs a WHERE total_items NOT IN (SELECT MAX(total_items) FROM batch_jobs b WHERE b.directory_id = a.directory_id)

SELECT COUNT(*) FROM batch_jobs a WHERE total_items > ALL (SELECT AVG(total_items) FROM batch_jobs b WHERE b.directory_id = a.directory_id)

SELECT COUNT(*) FROM batch_jobs a WHERE total_items NOT IN (SELECT MAX(total_items) + 1 FROM batch_jobs b WHERE b.directory_id = a.directory_id)

SELECT id, total_items IN (SELECT MIN(total_items) FROM batch_jobs b WHERE b.status = a.directory_id) FROM batch_jobs a

SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM batch_jobs b WHERE b.id = 'zz' AND b.status = a.status GROUP BY ROLLUP (b.job_type)) t) FROM batch_jobs a
--h2
SELECT 1 FROM batch_jobs

SELECT a.id, x.n FROM batch_jobs a, LATERAL (SELECT COUNT(*) AS n FROM batch_jobs b WHERE b.status = a.directory_id HAVING COUNT(*) = 0) x
--h2
SELECT id, 0 FROM batch_jobs

SELECT id FROM batch_jobs WHERE (directory_id, id) > ('dir-invoices', 'bjb-8')
--h2
SELECT id FROM batch_jobs WHERE directory_id > 'dir-invoices' OR directory_id = 'dir-invoices' AND id > 'bjb-8'

SELECT id FROM batch_jobs WHERE (completed_at, id) <= (TIMESTAMP '2026-10-01 00:00:00', 'bjb-8')
--h2
SELECT id FROM batch_jobs WHERE completed_at < TIMESTAMP '2026-10-01 00:00:00' OR completed_at = TIMESTAMP '2026-10-01 00:00:00' AND id <= 'bjb-8'

SELECT id FROM batch_jobs WHERE (directory_id, status) <> ('dir-invoices', 'failed')
--h2
SELECT id FROM batch_jobs WHERE directory_id <> 'dir-invoices' OR status <> 'failed'

SELECT id FROM batch_jobs WHERE (error_message, directory_id) IS NOT NULL
--h2
SELECT id FROM batch_jobs WHERE error_message IS NOT NULL AND directory_id IS NOT NULL

SELECT id FROM batch_jobs WHERE (status, job_type) = ('failed', 'parse')

SELECT COUNT(*) FROM batch_jobs WHERE (status, job_type) IN (('failed', 'parse'), ('running', 'extract'))

SELECT id, NTH_VALUE(total_items, 3) OVER (ORDER BY id), FIRST_VALUE(total_items) OVER (ORDER BY id), LAST_VALUE(total_items) OVER (ORDER BY id) FROM batch_jobs

SELECT id, COUNT(*) OVER (ORDER BY (SELECT 1)) FROM batch_jobs
--h2
SELECT id, 400 FROM batch_jobs

SELECT status, job_type, COUNT(*) FROM batch_jobs GROUP BY (status, job_type)
--h2
SELECT status, job_type, COUNT(*) FROM batch_jobs GROUP BY status, job_type

SELECT CARDINALITY(ARRAY_AGG(id)) FROM batch_jobs
--h2
SELECT 400

SELECT FLOOR(DATE '2026-11-01' TO WEEK), FLOOR(TIMESTAMP '2026-11-02 00:00:00' TO WEEK), CEIL(TIMESTAMP '2026-11-02 00:00:01' TO WEEK), CEIL(DATE '2026-11-02' TO WEEK)
--h2
SELECT DATE '2026-10-26', TIMESTAMP '2026-11-02 00:00:00', TIMESTAMP '2026-11-09 00:00:00', DATE '2026-11-02'

SELECT id, NTH_VALUE(total_items, 3) OVER (ORDER BY id) FROM batch_jobs

SELECT id, NTH_VALUE(status, 3) OVER (PARTITION BY job_type ORDER BY id), NTH_VALUE(completed_at, 1) OVER (PARTITION BY job_type ORDER BY id ROWS 2 PRECEDING) FROM batch_jobs

SELECT id, LAG(total_items, 1, 2) OVER (ORDER BY id) FROM batch_jobs

SELECT id, LAG(status, 1, 'none of them') OVER (ORDER BY id) FROM batch_jobs

SELECT id, LEAD(completed_at, 1, TIMESTAMP '2026-01-01 00:00:00') OVER (ORDER BY id) FROM batch_jobs

SELECT id, LEAD(directory_id, 1, 'x') OVER (ORDER BY id) FROM batch_jobs

SELECT id, LAG(directory_id, 1, NULL) OVER (ORDER BY id) FROM batch_jobs

SELECT id, LAG(NULLIF(total_items, 3), 1, 5) OVER (ORDER BY id) FROM batch_jobs


-- arrays of no rows, columns that USING makes one of two, sums of constants

SELECT ARRAY_AGG(id ORDER BY id) FILTER (WHERE total_items < 0) IS NULL, COUNT(*) FROM batch_jobs

SELECT status, ARRAY_AGG(id ORDER BY id) FILTER (WHERE total_items < 20) IS NULL FROM batch_jobs GROUP BY status

SELECT ARRAY_AGG(id) IS NULL, SUM(1), COUNT(*) FROM batch_jobs WHERE total_items < 0

SELECT CARDINALITY(ARRAY_AGG(id) FILTER (WHERE status = 'failed')) FROM batch_jobs

SELECT SUM(1), SUM(2.5), COUNT(*) FROM batch_jobs

SELECT SUM(3) FROM batch_jobs WHERE status = 'failed'

SELECT SUM(3), COUNT(*) FROM batch_jobs WHERE status = 'nosuch'

SELECT b.total_items FROM (SELECT * FROM batch_jobs WHERE total_items < 20) a RIGHT JOIN batch_jobs b USING (id) WHERE id > 'bjb-0100'
--h2
SELECT b.total_items FROM (SELECT * FROM batch_jobs WHERE total_items < 20) a RIGHT JOIN batch_jobs b USING (id) WHERE b.id > 'bjb-0100'

SELECT b.total_items FROM (SELECT * FROM batch_jobs WHERE total_items < 20) a LEFT JOIN batch_jobs b USING (id) WHERE id > 'bjb-0100' AND EXISTS (SELECT 1 FROM batch_jobs c WHERE c.id = a.id)
--h2
SELECT b.total_items FROM (SELECT * FROM batch_jobs WHERE total_items < 20) a LEFT JOIN batch_jobs b USING (id) WHERE a.id > 'bjb-0100' AND EXISTS (SELECT 1 FROM batch_jobs c WHERE c.id = a.id)

SELECT COUNT(*) FROM batch_jobs a JOIN batch_jobs b USING (id, status) WHERE status = 'failed' OR id < 'bjb-0100'
--h2
SELECT COUNT(*) FROM batch_jobs a JOIN batch_jobs b USING (id, status) WHERE a.status = 'failed' OR a.id < 'bjb-0100'

TABLE batch_jobs

--ordered
TABLE batch_jobs ORDER BY id LIMIT 3
--h2
SELECT * FROM batch_jobs ORDER BY id LIMIT 3

SELECT a.id, b.id FROM {oj batch_jobs a LEFT OUTER JOIN batch_jobs b ON a.id = b.id AND b.total_items > 50}
--h2
SELECT a.id, b.id FROM batch_jobs a LEFT OUTER JOIN batch_jobs b ON a.id = b.id AND b.total_items > 50
