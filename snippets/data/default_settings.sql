-- needs: postgresql
-- The built-in defaults, whatever postgresql.conf says. A limit of 0 or -1 is off.
\pset tuples_only on
\pset format unaligned
SELECT concat_ws(' ', name || ':', boot_val, unit)
FROM pg_settings
WHERE name IN (
    'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout',
    'deadlock_timeout', 'max_locks_per_transaction', 'work_mem',
    'hash_mem_multiplier', 'random_page_cost', 'seq_page_cost',
    'autovacuum_analyze_threshold', 'autovacuum_analyze_scale_factor',
    'autovacuum_naptime', 'archive_timeout', 'wal_summary_keep_time',
    'max_slot_wal_keep_size', 'idle_replication_slot_timeout'
)
ORDER BY name;
