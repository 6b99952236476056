-- needs: postgresql
-- One function is the only door to the ledger; the application cannot write beside it.
\set QUIET on
\pset footer off
\set VERBOSITY sqlstate
\set ON_ERROR_STOP off
-- --8<-- [start:door]
BEGIN;
CREATE SCHEMA ledger;
SET LOCAL search_path = ledger;
CREATE TABLE posting (
    source text, account text, currency char(3), amount bigint CHECK (amount <> 0),
    reverses text, PRIMARY KEY (source, account));
CREATE UNIQUE INDEX once ON posting (reverses, account);  -- (1)!

CREATE FUNCTION write(source text, legs jsonb, reverses text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$  -- (2)!
DECLARE balance numeric; known jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(source, 0));  -- (3)!
    SELECT jsonb_object_agg(account, amount) INTO known FROM posting p
    WHERE p.source = write.source;
    IF known = legs THEN RETURN 'already posted'; END IF;
    IF known IS NOT NULL THEN RAISE unique_violation; END IF;  -- (4)!
    SELECT sum(value::bigint) INTO balance FROM jsonb_each_text(legs);
    IF balance IS DISTINCT FROM 0 THEN RAISE check_violation; END IF;
    INSERT INTO posting SELECT write.source, key, 'JPY', value::bigint, write.reverses
    FROM jsonb_each_text(legs);
    RETURN 'posted';
END $$;

CREATE FUNCTION post(source text, legs jsonb) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
    SELECT write(source, legs, NULL)  -- (5)!
$$;

CREATE FUNCTION reverse_entry(wrong text, why text) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
    SELECT write('reversal:' || wrong || ':' || why,
                 jsonb_object_agg(account, -amount), wrong)
    FROM posting WHERE source = wrong
$$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
COMMIT;
-- --8<-- [end:door]
SET search_path = ledger;
SELECT 'app_' || pg_backend_pid() AS app \gset
CREATE ROLE :"app";
GRANT USAGE ON SCHEMA ledger TO :"app";
GRANT EXECUTE ON FUNCTION post, reverse_entry TO :"app";
GRANT SELECT ON posting TO :"app";
SET ROLE :"app";
\pset tuples_only on
\pset format unaligned
SELECT 'capture: ' || post('cap-1', '{"buyer": -1000, "shop": 970, "fees": 30}');
SELECT 'same again: ' || post('cap-1', '{"buyer": -1000, "shop": 970, "fees": 30}');
\echo same source, other amount, then one yen lost, then no legs:
SELECT post('cap-1', '{"buyer": -1000, "shop": 960, "fees": 40}');
SELECT post('cap-2', '{"buyer": -1000, "shop": 999}');
SELECT post('cap-3', '{}');
\echo a reversal with legs of its own, INSERT, UPDATE and DELETE beside the door:
SELECT write('cap-4', '{"buyer": -1, "shop": 1}', 'cap-1');
INSERT INTO posting VALUES ('x', 'shop', 'JPY', 1);
UPDATE posting SET amount = 1;
DELETE FROM posting;
SELECT 'reversal: ' || reverse_entry('cap-1', 'wrong fee');
\echo reversed a second time, for another reason:
SELECT reverse_entry('cap-1', 'once more');
SELECT 'rows: ' || count(*) || ', sum: ' || sum(amount) FROM posting;
RESET ROLE;
DROP OWNED BY :"app";
DROP ROLE :"app";
