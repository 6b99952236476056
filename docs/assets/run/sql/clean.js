/* Takes back what a script did, so that the next one finds an empty database. */

const OBJECTS = `DO $clean$
DECLARE command text;
BEGIN
  FOR command IN
    SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
    UNION ALL SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname)
      FROM pg_foreign_data_wrapper
    UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname)
      FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname)
      FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)'
    UNION ALL SELECT format('SELECT lo_unlink(%s)', oid) FROM pg_largeobject_metadata
    UNION ALL SELECT format('DROP OWNED BY %I CASCADE; DROP ROLE %I', rolname, rolname)
      FROM pg_roles WHERE oid >= 16384
  LOOP
    EXECUTE command;
  END LOOP;
END $clean$`;

export const CLEAN = [
  "DISCARD ALL",
  "RESET SESSION AUTHORIZATION",
  "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots",
  "SET client_min_messages = error",
  OBJECTS,
  "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
  "GRANT USAGE ON SCHEMA public TO PUBLIC",
  "ALTER SYSTEM RESET ALL",
  "ALTER DATABASE postgres RESET ALL",
  "ALTER ROLE ALL RESET ALL",
  "ALTER ROLE postgres RESET ALL",
  "SELECT pg_stat_reset()",
  "DISCARD ALL",
  "CHECKPOINT",
];

/** Counts what is still there. */
export const LEFT = `SELECT
  (SELECT count(*) FROM pg_class WHERE oid >= 16384)
  + (SELECT count(*) FROM pg_type WHERE oid >= 16384)
  + (SELECT count(*) FROM pg_proc WHERE oid >= 16384)
  + (SELECT count(*) FROM pg_cast WHERE oid >= 16384)
  + (SELECT count(*) FROM pg_roles WHERE oid >= 16384)
  + (SELECT count(*) FROM pg_database WHERE oid >= 16384)
  + (SELECT count(*) FROM pg_db_role_setting)
  + (SELECT count(*) FROM pg_namespace WHERE oid >= 16384 AND nspname <> 'public')`;
