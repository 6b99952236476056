-- needs: postgresql
-- The built-in defaults, whatever postgresql.conf says. A limit of 0 or -1 is off.
\pset tuples_only on
\pset format unaligned
SELECT concat_ws(' ', name || ':', boot_val, unit)
FROM pg_settings
WHERE name IN (
    'archive_mode', 'archive_timeout', 'autovacuum_analyze_scale_factor',
    'autovacuum_analyze_threshold', 'autovacuum_max_workers', 'autovacuum_naptime',
    'autovacuum_vacuum_max_threshold', 'autovacuum_vacuum_scale_factor',
    'autovacuum_vacuum_threshold', 'deadlock_timeout', 'default_statistics_target',
    'hash_mem_multiplier', 'hot_standby_feedback', 'jit', 'jit_above_cost',
    'idle_in_transaction_session_timeout', 'idle_replication_slot_timeout',
    'lock_timeout',
    'max_connections', 'max_locks_per_transaction', 'max_parallel_workers_per_gather',
    'max_slot_wal_keep_size', 'max_standby_streaming_delay', 'random_page_cost',
    'recovery_target_timeline', 'seq_page_cost',
    'statement_timeout', 'superuser_reserved_connections', 'synchronous_commit',
    'synchronous_standby_names', 'transaction_timeout', 'wal_summary_keep_time',
    'wal_writer_delay', 'work_mem'
)
ORDER BY name;
