-- needs: postgresql(autovacuum=off)
CREATE TABLE payment (id int PRIMARY KEY, customer int, cents int, note text);
INSERT INTO payment
SELECT n, n % 1000, n % 500, repeat('n', 80) FROM generate_series(1, 100000) n;
CREATE INDEX payment_plain ON payment (customer);
VACUUM ANALYZE payment;
\pset format unaligned
\pset tuples_only on
PREPARE total AS SELECT sum(cents) FROM payment WHERE customer = 7;
EXECUTE total \g /dev/null

-- --8<-- [start:plans]
\echo '-- index on (customer)'
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE total;

CREATE INDEX payment_inc ON payment (customer) INCLUDE (cents);
EXECUTE total \g /dev/null
\echo '-- index on (customer) INCLUDE (cents)'
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE total;

UPDATE payment SET note = 'seen' WHERE id % 40 = 0;  -- (1)!
EXECUTE total \g /dev/null
\echo '-- one row in forty updated, none of them of this customer'
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE total;
-- --8<-- [end:plans]
