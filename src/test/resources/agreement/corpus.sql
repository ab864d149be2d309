-- One query a paragraph. H2 runs the same text, or the text after "--h2".
-- A paragraph with "--ordered" has a total order, which must agree too.

-- equalities

SELECT id FROM batch_jobs WHERE status = 'failed'

SELECT id, status FROM batch_jobs WHERE 'failed' = status

SELECT * FROM batch_jobs WHERE status = 'completed' AND job_type = 'parse'

SELECT id FROM batch_jobs WHERE status = 'completed' AND job_type = 'parse' AND directory_id = 'dir-invoices'

SELECT id FROM batch_jobs WHERE status = 'failed' AND total_items > 10

SELECT id FROM batch_jobs WHERE status = 'FAILED'

SELECT id FROM batch_jobs WHERE status = 'archived'

SELECT id FROM batch_jobs WHERE status = 'nosuch'

SELECT id FROM batch_jobs WHERE status = 'THROTTLED'

SELECT id FROM batch_jobs WHERE status = 'on hold'

SELECT id FROM batch_jobs WHERE status IN ('THROTTLED', 'on hold', 'failed')

SELECT id FROM batch_jobs WHERE status = ''

SELECT id FROM batch_jobs WHERE status = 'failed '

SELECT id FROM batch_jobs WHERE directory_id = ''

SELECT id FROM batch_jobs WHERE directory_id = 'no/such & directory+%'

SELECT id FROM batch_jobs WHERE directory_id = '目录 ✓'

SELECT id FROM batch_jobs WHERE directory_id IS NULL

SELECT id FROM batch_jobs WHERE directory_id IS NOT NULL AND status = 'failed'

SELECT id FROM batch_jobs WHERE status = NULL

SELECT id FROM batch_jobs WHERE NOT (status = NULL)

SELECT id FROM batch_jobs WHERE status = 'failed' AND status = 'running'

SELECT id FROM batch_jobs WHERE status = 'failed' AND status = 'failed'

SELECT id FROM batch_jobs WHERE NOT (status <> 'failed')

SELECT id FROM batch_jobs WHERE NOT (status = 'failed')

SELECT id FROM batch_jobs WHERE (status = 'failed') = TRUE

SELECT id FROM batch_jobs WHERE (status = 'failed') IS TRUE

SELECT id FROM batch_jobs WHERE (status = 'failed') IS NOT TRUE

SELECT id FROM batch_jobs WHERE (directory_id = 'dir-invoices') IS NOT TRUE

SELECT id FROM batch_jobs WHERE (directory_id = 'dir-invoices') IS UNKNOWN

SELECT id FROM batch_jobs WHERE status BETWEEN 'failed' AND 'failed'

SELECT id FROM batch_jobs WHERE status IS NOT DISTINCT FROM 'failed'

SELECT id FROM batch_jobs WHERE directory_id IS NOT DISTINCT FROM NULL

SELECT id FROM batch_jobs WHERE directory_id IS DISTINCT FROM 'dir-invoices'

SELECT id FROM batch_jobs WHERE status = ANY (SELECT 'failed')

SELECT id FROM batch_jobs WHERE status IN (SELECT 'failed')

SELECT id FROM batch_jobs WHERE status IN ('failed', 'cancelled')

SELECT id FROM batch_jobs WHERE status = 'failed' OR status = 'cancelled'

SELECT id FROM batch_jobs WHERE status = 'failed' OR job_type = 'classify'

SELECT id FROM batch_jobs WHERE status NOT IN ('failed', 'cancelled')

SELECT id FROM batch_jobs WHERE directory_id NOT IN ('dir-invoices')

SELECT id FROM batch_jobs WHERE directory_id NOT IN ('dir-invoices', NULL)

SELECT id FROM batch_jobs WHERE directory_id IN ('dir-invoices', NULL)

SELECT id FROM batch_jobs WHERE directory_id <> 'dir-invoices'

SELECT id FROM batch_jobs WHERE directory_id != 'dir-invoices'

SELECT id FROM batch_jobs WHERE status IN (SELECT s FROM (VALUES ('failed'), ('running')) AS t(s))

SELECT id FROM batch_jobs WHERE status = CASE WHEN total_items > 100 THEN 'failed' ELSE 'completed' END

SELECT id FROM batch_jobs WHERE status = LOWER('FAILED')

SELECT id FROM batch_jobs WHERE LOWER(status) = 'failed'

SELECT id FROM batch_jobs WHERE UPPER(status) = 'FAILED'

SELECT id FROM batch_jobs WHERE status || '' = 'failed'

SELECT id FROM batch_jobs WHERE status = 'fai' || 'led'

SELECT id FROM batch_jobs WHERE status > 'failed'

SELECT id FROM batch_jobs WHERE status LIKE 'c%'

SELECT id FROM batch_jobs WHERE status LIKE 'failed'

SELECT id FROM batch_jobs WHERE status NOT LIKE '%ed'

SELECT id FROM batch_jobs WHERE status ILIKE 'FAIL%'

SELECT id FROM batch_jobs WHERE error_message LIKE '%\_%' ESCAPE '\'

SELECT id FROM batch_jobs WHERE error_message LIKE '%''%'

SELECT id FROM batch_jobs WHERE error_message LIKE '%错误%' OR error_message LIKE '%é%' OR error_message LIKE '%🙂%'

SELECT id FROM batch_jobs WHERE id = 'bjb-none'

SELECT id FROM batch_jobs WHERE 1 = 0

SELECT COUNT(*) FROM batch_jobs WHERE 1 = 0

SELECT id FROM batch_jobs WHERE TRUE

SELECT id FROM batch_jobs WHERE status = job_type

SELECT id FROM batch_jobs WHERE COALESCE(directory_id, 'none') = 'none'

SELECT id FROM batch_jobs WHERE NULLIF(status, 'failed') IS NULL

-- limits

--ordered
SELECT id FROM batch_jobs ORDER BY id LIMIT 10

--ordered
SELECT id FROM batch_jobs ORDER BY id LIMIT 10 OFFSET 5

--ordered
SELECT id FROM batch_jobs ORDER BY id OFFSET 5 ROWS FETCH NEXT 3 ROWS ONLY

--ordered
SELECT id FROM batch_jobs ORDER BY id DESC FETCH FIRST 4 ROWS ONLY

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs LIMIT 7) t

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs WHERE status = 'failed' LIMIT 7) t

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs WHERE status = 'failed' OFFSET 5) t

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs LIMIT 100000) t

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs OFFSET 100000) t

SELECT COUNT(*) FROM (SELECT * FROM (SELECT id FROM batch_jobs LIMIT 20) a LIMIT 5) t

SELECT COUNT(*) FROM (SELECT * FROM (SELECT id FROM batch_jobs LIMIT 5) a LIMIT 20) t

SELECT COUNT(*) FROM (SELECT * FROM (SELECT id FROM batch_jobs LIMIT 20 OFFSET 10) a LIMIT 5 OFFSET 18) t

SELECT id FROM batch_jobs LIMIT 0

SELECT COUNT(*) FROM (SELECT id FROM batch_jobs WHERE total_items > 5 LIMIT 7) t

SELECT COUNT(*) FROM (SELECT id, UPPER(status) AS s FROM batch_jobs WHERE status = 'completed' LIMIT 9 OFFSET 2) t

--ordered
SELECT id FROM (SELECT id, total_items FROM batch_jobs ORDER BY total_items DESC, id LIMIT 10) t ORDER BY id

--ordered
SELECT id, total_items FROM batch_jobs ORDER BY total_items DESC, id LIMIT 10

--ordered
SELECT id FROM batch_jobs ORDER BY total_items, id LIMIT 10

--ordered
SELECT id, completed_at FROM batch_jobs ORDER BY completed_at, id

--ordered
SELECT id, completed_at FROM batch_jobs ORDER BY completed_at DESC, id

--ordered
SELECT id, directory_id FROM batch_jobs ORDER BY directory_id NULLS FIRST, id

--ordered
SELECT id, directory_id FROM batch_jobs ORDER BY directory_id DESC NULLS LAST, id

--ordered
SELECT id AS x FROM batch_jobs ORDER BY x LIMIT 3

--ordered
SELECT id, status FROM batch_jobs ORDER BY 2, 1 LIMIT 30

--ordered
SELECT status, id FROM batch_jobs ORDER BY LENGTH(status), status, id LIMIT 40

-- aggregates

SELECT COUNT(*) FROM batch_jobs

SELECT COUNT(*) FROM batch_jobs WHERE status = 'failed'

SELECT COUNT(1), COUNT(id), COUNT(directory_id), COUNT(completed_at) FROM batch_jobs

SELECT COUNT(DISTINCT status), COUNT(DISTINCT directory_id) FROM batch_jobs

SELECT status, COUNT(*) FROM batch_jobs GROUP BY status

SELECT status, job_type, COUNT(*) FROM batch_jobs GROUP BY status, job_type

SELECT status, COUNT(*) FROM batch_jobs GROUP BY 1

SELECT directory_id, COUNT(*) FROM batch_jobs GROUP BY directory_id

SELECT SUM(total_items), MIN(total_items), MAX(total_items) FROM batch_jobs

SELECT AVG(total_items) FROM batch_jobs

SELECT AVG(failed_items), SUM(failed_items) FROM batch_jobs WHERE status = 'failed'

SELECT SUM(total_items), AVG(total_items), COUNT(*), MIN(id) FROM batch_jobs WHERE status = 'nosuch'

SELECT SUM(total_items + 4611686018427387904 - 4611686018427387904) FROM batch_jobs

SELECT SUM(4611686018427387904 + total_items) FROM batch_jobs

SELECT MIN(created_at), MAX(created_at), MIN(completed_at) FROM batch_jobs

SELECT MIN(status), MAX(directory_id) FROM batch_jobs

SELECT status, SUM(total_items) AS s FROM batch_jobs GROUP BY status HAVING SUM(total_items) > 1000

SELECT status, COUNT(*) FROM batch_jobs GROUP BY status HAVING COUNT(*) > 10 AND status <> 'completed'

SELECT COUNT(*) FILTER (WHERE status = 'failed') AS f, COUNT(*) AS n FROM batch_jobs

SELECT job_type, COUNT(*) FILTER (WHERE status = 'failed'), SUM(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) FROM batch_jobs GROUP BY job_type

SELECT SUM(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) * 100.0 / COUNT(*) FROM batch_jobs

SELECT DISTINCT status FROM batch_jobs

SELECT DISTINCT status, job_type FROM batch_jobs WHERE total_items > 50

SELECT COUNT(*) FROM (SELECT DISTINCT directory_id FROM batch_jobs) t

SELECT STDDEV_POP(total_items), VAR_POP(total_items), STDDEV_SAMP(total_items), VAR_SAMP(total_items) FROM batch_jobs

SELECT status, STDDEV_SAMP(total_items) FROM batch_jobs GROUP BY status

SELECT MAX(total_items) - MIN(total_items), COUNT(DISTINCT job_type) FROM batch_jobs

SELECT LENGTH(status), COUNT(*) FROM batch_jobs GROUP BY LENGTH(status)

SELECT COUNT(*) > 0 FROM batch_jobs WHERE status = 'failed'

SELECT EXISTS (SELECT 1 FROM batch_jobs WHERE status = 'failed') AS e

SELECT EXISTS (SELECT 1 FROM batch_jobs WHERE status = 'nosuch') AS e

SELECT status, job_type, COUNT(*) FROM batch_jobs GROUP BY ROLLUP (status, job_type)
--h2
SELECT status, job_type, COUNT(*) FROM batch_jobs GROUP BY status, job_type UNION ALL SELECT status, NULL, COUNT(*) FROM batch_jobs GROUP BY status UNION ALL SELECT NULL, NULL, COUNT(*) FROM batch_jobs

SELECT status, job_type, COUNT(*) FROM batch_jobs GROUP BY GROUPING SETS ((status), (job_type))
--h2
SELECT status, NULL AS job_type, COUNT(*) FROM batch_jobs GROUP BY status UNION ALL SELECT NULL, job_type, COUNT(*) FROM batch_jobs GROUP BY job_type

SELECT LISTAGG(status, ',') WITHIN GROUP (ORDER BY status) FROM (SELECT DISTINCT status FROM batch_jobs) t

SELECT BOOL_AND(total_items >= 0), BOOL_OR(total_items > 100000) FROM batch_jobs
--h2
SELECT EVERY(total_items >= 0), ANY(total_items > 100000) FROM batch_jobs

-- joins, sub-queries, sets

SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id WHERE a.status = 'failed' AND b.job_type = 'extract'

SELECT COUNT(*) FROM batch_jobs a JOIN batch_jobs b ON a.directory_id = b.directory_id

SELECT COUNT(*) FROM batch_jobs a JOIN batch_jobs b ON a.status = b.status AND a.id < b.id

SELECT COUNT(*) FROM batch_jobs a, batch_jobs b WHERE a.status = 'failed' AND b.status = 'cancelled'

SELECT COUNT(*) FROM batch_jobs a LEFT JOIN batch_jobs b ON a.directory_id = b.directory_id AND b.status = 'failed'

SELECT COUNT(*), COUNT(b.id) FROM batch_jobs a LEFT JOIN (SELECT id FROM batch_jobs WHERE status = 'failed') b ON a.id = b.id

SELECT COUNT(*) FROM batch_jobs a RIGHT JOIN (SELECT DISTINCT status FROM batch_jobs) s ON a.status = s.status

SELECT COUNT(*) FROM batch_jobs a LEFT JOIN batch_jobs b ON a.total_items < b.total_items AND b.status = 'cancelled' WHERE a.status = 'failed'

SELECT a.id, b.n FROM batch_jobs a JOIN (SELECT status, COUNT(*) AS n FROM batch_jobs GROUP BY status) b ON a.status = b.status

SELECT id FROM batch_jobs WHERE total_items = (SELECT MAX(total_items) FROM batch_jobs)

SELECT id FROM batch_jobs a WHERE total_items = (SELECT MAX(total_items) FROM batch_jobs b WHERE b.status = a.status)

SELECT id, (SELECT COUNT(*) FROM batch_jobs b WHERE b.directory_id = a.directory_id) AS n FROM batch_jobs a

SELECT id FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM batch_jobs b WHERE b.directory_id = a.directory_id AND b.status = 'failed')

SELECT id FROM batch_jobs a WHERE NOT EXISTS (SELECT 1 FROM batch_jobs b WHERE b.directory_id = a.directory_id AND b.status = 'failed')

SELECT id FROM batch_jobs WHERE directory_id IN (SELECT directory_id FROM batch_jobs WHERE status = 'cancelled')

SELECT id FROM batch_jobs WHERE directory_id NOT IN (SELECT directory_id FROM batch_jobs WHERE status = 'cancelled')

SELECT id FROM batch_jobs WHERE directory_id NOT IN (SELECT directory_id FROM batch_jobs WHERE status = 'cancelled' AND directory_id IS NOT NULL)

SELECT id FROM batch_jobs WHERE total_items >= ALL (SELECT total_items FROM batch_jobs WHERE status = 'failed')

SELECT id FROM batch_jobs WHERE total_items > (SELECT AVG(total_items) FROM batch_jobs WHERE status = 'completed')

SELECT id FROM batch_jobs WHERE status = 'failed' UNION SELECT id FROM batch_jobs WHERE job_type = 'classify'

SELECT status FROM batch_jobs UNION ALL SELECT job_type FROM batch_jobs

SELECT status FROM batch_jobs UNION SELECT job_type FROM batch_jobs

SELECT id FROM batch_jobs WHERE status = 'failed' INTERSECT SELECT id FROM batch_jobs WHERE job_type = 'parse'

SELECT id FROM batch_jobs EXCEPT SELECT id FROM batch_jobs WHERE status = 'completed'

SELECT COUNT(*) FROM ((SELECT id FROM batch_jobs WHERE status = 'failed' LIMIT 5) UNION ALL (SELECT id FROM batch_jobs WHERE status = 'completed' LIMIT 6)) t

WITH f AS (SELECT * FROM batch_jobs WHERE status = 'failed') SELECT COUNT(*) FROM f

WITH f AS (SELECT * FROM batch_jobs WHERE status = 'failed') SELECT a.id FROM f a JOIN f b ON a.id = b.id

WITH f AS (SELECT id, status AS s FROM batch_jobs) SELECT id FROM f WHERE s = 'running'

WITH a AS (SELECT directory_id AS d, COUNT(*) AS n FROM batch_jobs GROUP BY directory_id), b AS (SELECT MAX(n) AS m FROM a) SELECT d, n FROM a, b WHERE n = m

SELECT x.i FROM (SELECT id AS i, status AS s FROM batch_jobs) x WHERE x.s = 'failed' AND x.i LIKE '%a%'

SELECT * FROM (
SELECT id, status FROM llamacloud.batch_jobs
) z_q WHERE z_q.status = 'failed'

SELECT job_type AS status, status AS s FROM batch_jobs WHERE status = 'failed'

SELECT q.status FROM (SELECT job_type AS status FROM batch_jobs) q WHERE q.status = 'parse'

-- windows

SELECT id, ROW_NUMBER() OVER (ORDER BY id) FROM batch_jobs

SELECT id, ROW_NUMBER() OVER (PARTITION BY status ORDER BY total_items DESC, id) AS r FROM batch_jobs

SELECT id, RANK() OVER (ORDER BY total_items) AS r, DENSE_RANK() OVER (ORDER BY total_items) AS d FROM batch_jobs

SELECT id, SUM(total_items) OVER (PARTITION BY status ORDER BY id) AS s FROM batch_jobs

SELECT id, SUM(total_items) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS s FROM batch_jobs

SELECT id, AVG(total_items) OVER (PARTITION BY job_type) AS a FROM batch_jobs

SELECT id, COUNT(*) OVER () AS n, MAX(created_at) OVER (PARTITION BY status) AS m FROM batch_jobs

SELECT id, LAG(id) OVER (ORDER BY id) AS p, LEAD(total_items, 2) OVER (ORDER BY id) AS q FROM batch_jobs

SELECT id, FIRST_VALUE(id) OVER (PARTITION BY status ORDER BY id) AS f FROM batch_jobs

SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY status ORDER BY id) AS r FROM batch_jobs) t WHERE r = 1

SELECT status, COUNT(*) AS n, SUM(COUNT(*)) OVER (ORDER BY status ROWS UNBOUNDED PRECEDING) AS c FROM batch_jobs GROUP BY status

SELECT id, NTILE(4) OVER (ORDER BY id) AS q FROM batch_jobs

-- expressions

SELECT id, CASE WHEN status = 'failed' THEN 'bad' WHEN status = 'completed' THEN 'good' ELSE 'open' END FROM batch_jobs

SELECT id, CASE status WHEN 'failed' THEN 1 ELSE 0 END FROM batch_jobs

SELECT id, COALESCE(directory_id, 'none'), COALESCE(error_message, status, 'x') FROM batch_jobs

SELECT id, NULLIF(total_items, 0) FROM batch_jobs

SELECT id, total_items + 1, total_items * 2, total_items - failed_items, -total_items FROM batch_jobs

SELECT id, total_items / 7, MOD(total_items, 7) FROM batch_jobs

SELECT id, total_items * 1.5, total_items / 4.0 FROM batch_jobs

SELECT id, CAST(total_items AS DOUBLE) / 3 FROM batch_jobs
--h2
SELECT id, CAST(total_items AS DOUBLE PRECISION) / 3 FROM batch_jobs

SELECT id, CAST(failed_items AS DECIMAL(10, 2)) FROM batch_jobs

SELECT id, CAST(total_items AS VARCHAR) FROM batch_jobs

SELECT id, total_items + failed_items::varchar::bigint * 2, 1 + '2'::integer FROM batch_jobs WHERE created_at::date > '2026-06-01'::date AND (status = 'failed')::varchar LIKE '%'

SELECT id, total_items::varchar || '/' || failed_items::varchar FROM batch_jobs

SELECT CAST(2.5 AS INTEGER), CAST(-2.5 AS INTEGER), CAST(3.49 AS BIGINT)

SELECT CAST('12' AS INTEGER) + 1, CAST(' 12 ' AS BIGINT), CAST('1.5' AS DECIMAL(4, 2))

SELECT id, UPPER(status), LOWER(id), LENGTH(id), CHAR_LENGTH(status) FROM batch_jobs

SELECT id, SUBSTRING(id, 1, 5), SUBSTRING(status FROM 2 FOR 3), SUBSTRING(error_message, 1, 1234) FROM batch_jobs

SELECT id, TRIM(BOTH 'c' FROM status), LTRIM('  x'), RTRIM('x  ') || '|' FROM batch_jobs

SELECT id, POSITION('e' IN status), REPLACE(status, 'e', 'E'), CONCAT(id, '-', status) FROM batch_jobs

SELECT id, LENGTH(error_message) FROM batch_jobs WHERE error_message IS NOT NULL
--h2
SELECT id, LENGTH(REPLACE(error_message, '🙂', '.')) FROM batch_jobs WHERE error_message IS NOT NULL

SELECT id, LEFT(id, 3), RIGHT(id, 3) FROM batch_jobs

SELECT ABS(-5), SIGN(-2), FLOOR(1.5), CEIL(1.2), ROUND(2.567, 2), POWER(2, 10), SQRT(16), EXP(0), LN(1)

SELECT GREATEST(1, 2, 3), LEAST(1, 2, 3)

SELECT id, GREATEST(total_items, failed_items * 10) FROM batch_jobs

SELECT 'a' || 'b', 'it''s', '目录', '🙂', ''

SELECT 7 / 2, -7 / 2, 7.0 / 2, MOD(-7, 3)

SELECT 1 + 2 * 3, (1 + 2) * 3, 10 - 4 - 3

SELECT NULL IS NULL, NULL = NULL, TRUE AND NULL, TRUE OR NULL, NOT NULL
--h2
SELECT NULL IS NULL, CAST(NULL AS BOOLEAN), TRUE AND NULL, TRUE OR NULL, CAST(NULL AS BOOLEAN)

SELECT id FROM batch_jobs WHERE total_items BETWEEN 10 AND 20

SELECT id FROM batch_jobs WHERE total_items NOT BETWEEN 10 AND 20

SELECT id FROM batch_jobs WHERE total_items = '12'

SELECT id FROM batch_jobs WHERE total_items >= 12.5

SELECT id FROM batch_jobs WHERE total_items IN (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)

SELECT id FROM batch_jobs WHERE failed_items > 0 AND (skipped_items = 0 OR directory_id IS NULL)

SELECT id FROM batch_jobs WHERE NOT (failed_items > 0 OR directory_id = 'dir-invoices')

SELECT id FROM batch_jobs WHERE total_items > failed_items + processed_items

SELECT id FROM batch_jobs WHERE (status, job_type) = ('failed', 'parse')

SELECT id FROM batch_jobs WHERE (status, job_type) IN (('failed', 'parse'), ('completed', 'extract'))

-- date-times

SELECT id FROM batch_jobs WHERE created_at > TIMESTAMP '2026-06-01 00:00:00'

SELECT id FROM batch_jobs WHERE created_at > '2026-06-01'

SELECT id FROM batch_jobs WHERE created_at >= '2026-06-01 10:00:00.123'

SELECT id FROM batch_jobs WHERE created_at >= '2026-06-01T10:00:00Z'
--h2
SELECT id FROM batch_jobs WHERE created_at >= '2026-06-01 10:00:00'

SELECT id FROM batch_jobs WHERE created_at >= TIMESTAMP '2026-06-01T10:00:00+02:00'
--h2
SELECT id FROM batch_jobs WHERE created_at >= '2026-06-01 08:00:00'

SELECT id FROM batch_jobs WHERE created_at BETWEEN TIMESTAMP '2026-03-01 00:00:00' AND TIMESTAMP '2026-04-01 00:00:00'

SELECT id FROM batch_jobs WHERE CAST(created_at AS DATE) = DATE '2026-06-01'

SELECT id, CAST(created_at AS DATE) FROM batch_jobs

SELECT id, CAST(created_at AS VARCHAR), 'at ' || completed_at FROM batch_jobs

SELECT id, CAST(created_at AS VARCHAR(21)), CAST(completed_at AS TIMESTAMP(0)) FROM batch_jobs

SELECT id FROM batch_jobs WHERE CAST(created_at AS VARCHAR) LIKE '%:0_.%'

SELECT id, CAST(CAST(created_at AS TIME(3)) AS VARCHAR) FROM batch_jobs

SELECT CAST(started_at AS TIMESTAMP(1)) AS s, COUNT(*) FROM batch_jobs GROUP BY CAST(started_at AS TIMESTAMP(1))

SELECT CAST(TIMESTAMP '2026-06-01 10:00:00.120' AS VARCHAR) AS c, CAST(TIMESTAMP '2026-06-01 10:00:00' AS VARCHAR) AS d

SELECT * FROM batch_jobs WHERE 1 = 0

SELECT id, created_at, completed_at, updated_at, started_at, effective_at FROM batch_jobs

SELECT id, EXTRACT(YEAR FROM created_at), EXTRACT(MONTH FROM created_at), EXTRACT(DAY FROM created_at), EXTRACT(HOUR FROM created_at), EXTRACT(MINUTE FROM created_at) FROM batch_jobs

SELECT id, EXTRACT(QUARTER FROM created_at), EXTRACT(DOY FROM created_at), EXTRACT(WEEK FROM created_at), EXTRACT(ISODOW FROM created_at) FROM batch_jobs
--h2
SELECT id, EXTRACT(QUARTER FROM created_at), EXTRACT(DOY FROM created_at), EXTRACT(ISO_WEEK FROM created_at), EXTRACT(ISODOW FROM created_at) FROM batch_jobs

SELECT id, EXTRACT(DOW FROM created_at) FROM batch_jobs

SELECT id, CAST(FLOOR(EXTRACT(SECOND FROM created_at)) AS BIGINT) FROM batch_jobs

SELECT id, date_trunc('day', created_at), date_trunc('hour', created_at), date_trunc('minute', created_at), date_trunc('second', created_at) FROM batch_jobs

SELECT id, date_trunc('week', created_at), date_trunc('month', created_at), date_trunc('quarter', created_at), date_trunc('year', created_at) FROM batch_jobs
--h2
SELECT id, date_trunc('iso_week', created_at), date_trunc('month', created_at), date_trunc('quarter', created_at), date_trunc('year', created_at) FROM batch_jobs

SELECT date_trunc('month', created_at) AS m, COUNT(*) FROM batch_jobs GROUP BY date_trunc('month', created_at)

SELECT FLOOR(created_at TO DAY) AS d, COUNT(*) FROM batch_jobs GROUP BY FLOOR(created_at TO DAY)
--h2
SELECT date_trunc('day', created_at) AS d, COUNT(*) FROM batch_jobs GROUP BY date_trunc('day', created_at)

SELECT id, created_at + INTERVAL '1' DAY, created_at - INTERVAL '2' HOUR, created_at + INTERVAL '1' MONTH FROM batch_jobs

SELECT id FROM batch_jobs WHERE created_at + INTERVAL '1 day' > updated_at
--h2
SELECT id FROM batch_jobs WHERE created_at + INTERVAL '1' DAY > updated_at

SELECT id, TIMESTAMPDIFF(SECOND, created_at, completed_at) FROM batch_jobs
--h2
SELECT id, CAST(TRUNC(EXTRACT(EPOCH FROM completed_at) - EXTRACT(EPOCH FROM created_at)) AS INTEGER) FROM batch_jobs

SELECT id, TIMESTAMPDIFF(MILLISECOND, created_at, completed_at) FROM batch_jobs

SELECT id, TIMESTAMPADD(DAY, 3, created_at) FROM batch_jobs
--h2
SELECT id, created_at + INTERVAL '3' DAY FROM batch_jobs

SELECT id FROM batch_jobs WHERE (completed_at - created_at) HOUR > INTERVAL '1' HOUR
--h2
SELECT id FROM batch_jobs WHERE DATEDIFF(MILLISECOND, created_at, completed_at) > 3600000

SELECT id FROM batch_jobs WHERE created_at::date = '2026-06-01'::date

SELECT id, EXTRACT(DOW FROM created_at) + 1, date_trunc('decade', created_at) FROM batch_jobs

SELECT id FROM batch_jobs WHERE completed_at > started_at

SELECT COUNT(*) FROM batch_jobs WHERE created_at < now()

SELECT COUNT(*) FROM batch_jobs WHERE created_at > CURRENT_TIMESTAMP - INTERVAL '100 years'
--h2
SELECT COUNT(*) FROM batch_jobs WHERE created_at IS NOT NULL

SELECT AVG(TIMESTAMPDIFF(SECOND, started_at, completed_at)) FROM batch_jobs WHERE status = 'completed'
--h2
SELECT AVG(TRUNC(EXTRACT(EPOCH FROM completed_at) - EXTRACT(EPOCH FROM started_at))) FROM batch_jobs WHERE status = 'completed'

SELECT {fn UCASE(status)}, {fn LCASE(id)} FROM batch_jobs
--h2
SELECT UPPER(status), LOWER(id) FROM batch_jobs

SELECT id FROM batch_jobs WHERE created_at > {ts '2026-06-01 00:00:00'}
--h2
SELECT id FROM batch_jobs WHERE created_at > TIMESTAMP '2026-06-01 00:00:00'

SELECT id FROM batch_jobs WHERE created_at > {d '2026-06-01'}
--h2
SELECT id FROM batch_jobs WHERE created_at > DATE '2026-06-01'

-- spelling

select ID, Status from Batch_Jobs where STATUS = 'failed'

SELECT "id", "status" FROM "llamacloud"."batch_jobs" WHERE "status" = 'failed'

SELECT batch_jobs.id FROM batch_jobs WHERE batch_jobs.status = 'failed'

SELECT b.* FROM batch_jobs AS b WHERE b.status = 'cancelled'

SELECT /* a comment */ id -- another
FROM batch_jobs WHERE status = 'failed' -- ends here

SELECT id FROM batch_jobs WHERE status = 'failed';

SELECT 1

SELECT 1 AS one, 'two' AS two, NULL AS three

VALUES (1, 'a'), (2, 'bcd')

SELECT * FROM (VALUES (1, 'a'), (2, 'bcd')) AS t(n, s) WHERE s = 'a'

-- date-times against texts

SELECT id FROM batch_jobs WHERE COALESCE(completed_at, '2030-01-01') = completed_at

SELECT id FROM batch_jobs WHERE COALESCE(completed_at, TIMESTAMP '2030-01-01 00:00:00') > created_at

-- texts, where H2 counts as PostgreSQL does

SELECT id FROM batch_jobs WHERE error_message LIKE '%_' AND error_message NOT LIKE '_'

SELECT id, SUBSTRING(status FROM 2 FOR 3), LEFT(job_type, 2), RIGHT(job_type, 2), CHAR_LENGTH(status), POSITION('e' IN status), LPAD(status, 5, 'x'), RPAD(status, 12, 'x') FROM batch_jobs

SELECT id FROM batch_jobs WHERE error_message ILIKE '%É%' OR status ILIKE 'F_iLEd'

SELECT id, TRIM(BOTH 'f' FROM status), TRIM(LEADING 'c' FROM status), TRIM(TRAILING 'd' FROM status), TRANSLATE(status, 'ad', 'xy') FROM batch_jobs

--ordered
SELECT id FROM batch_jobs ORDER BY id OFFSET 3 ROWS FETCH NEXT ROW ONLY

-- sums and fractions

SELECT status FROM batch_jobs GROUP BY status HAVING SUM(failed_items) > 0.5

SELECT status, COALESCE(SUM(failed_items), 0.5) FROM batch_jobs GROUP BY status HAVING SUM(failed_items) IN (0.4, 1.5, 0)

SELECT SUM(total_items) FROM batch_jobs UNION ALL SELECT 0.5

SELECT SUM(total_items) * 0.001 * 0.5, SUM(total_items) * SUM(failed_items) FROM batch_jobs

SELECT job_type, VAR_POP(total_items + 1000000000), STDDEV_SAMP(total_items + 1000000000) FROM batch_jobs GROUP BY job_type
--h2
SELECT job_type, VAR_POP(total_items), STDDEV_SAMP(total_items) FROM batch_jobs GROUP BY job_type

SELECT status, (6.0 * 1) AS x FROM batch_jobs GROUP BY status HAVING LEAST(17.5, AVG((CASE WHEN 43.0 = 28.125 THEN MOD(failed_items, 18) ELSE 0.5 END))) < 17.0

-- literals of different lengths

SELECT COUNT(*) FROM (VALUES ('a')) t(x) JOIN (VALUES ('a ')) u(y) ON x = y

SELECT COUNT(*) FROM batch_jobs WHERE 'a' = CASE WHEN total_items > 50 THEN 'a ' ELSE 'b ' END

SELECT COUNT(*) FROM batch_jobs WHERE status = CASE WHEN total_items > 50 THEN 'failed' ELSE 'running' END

SELECT x FROM (VALUES ('a'), ('bcd')) t(x) WHERE x IN (SELECT y FROM (VALUES ('a '), ('bcd')) u(y))

SELECT COUNT(*) FROM (VALUES ('')) t(x) WHERE x = ''

SELECT 'a' || 'b', 'abc' LIKE 'a%', COALESCE(directory_id, 'none'), NULLIF(status, 'failed') FROM batch_jobs
