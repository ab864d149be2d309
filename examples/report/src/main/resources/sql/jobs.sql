-- The one statement that the service sees: what ended since ? and before ?, and what has not ended.
-- A job that ended without completed_at (cancelled before it started) has ended when it last changed.
SELECT *
FROM (SELECT id, job_type, status, directory_id, total_items, processed_items, failed_items, skipped_items,
             created_at, started_at, completed_at, error_message,
             CASE WHEN status IN ('completed', 'failed', 'cancelled')
                  THEN COALESCE(completed_at, updated_at, created_at) END AS ended_at
      FROM batch_jobs) j
WHERE status NOT IN ('completed', 'failed', 'cancelled') OR (ended_at >= ? AND ended_at < ?)
