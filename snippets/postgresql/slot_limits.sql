-- needs: postgresql(max_slot_wal_keep_size=16MB, idle_replication_slot_timeout=2s)
\pset format unaligned
\pset footer off
\pset null -
\pset tuples_only on
\pset fieldsep ' | '
-- --8<-- [start:idea]
\o /dev/null
SELECT pg_create_physical_replication_slot('gone_standby', true);
\o
CREATE VIEW slot AS SELECT slot_name, wal_status, invalidation_reason,
    safe_wal_size > 0 AS safe FROM pg_replication_slots ORDER BY slot_name;
\echo 'at first'
TABLE slot;
DO $$ BEGIN FOR i IN 1..3 LOOP PERFORM pg_logical_emit_message(false, 'w', 'x');
    PERFORM pg_switch_wal(); END LOOP; END $$;      -- 48 MiB of WAL pass by
\echo 'after 48 MiB'
TABLE slot;
CHECKPOINT;
\echo 'after a checkpoint'
TABLE slot;
\o /dev/null
SELECT pg_drop_replication_slot('gone_standby');

SELECT pg_create_physical_replication_slot('idle_standby', true);
SELECT pg_sleep(2.5);
\o
CHECKPOINT;                                         -- here the idle time is looked at
\echo 'idle for longer than allowed'
TABLE slot;
-- --8<-- [end:idea]
