-- needs: postgresql
CREATE UNLOGGED TABLE wide_first (
    id bigint, user_id bigint NOT NULL, order_dt timestamptz NOT NULL,
    ship_dt timestamptz, receive_dt timestamptz, item_ct integer NOT NULL,
    order_type smallint NOT NULL, is_shipped boolean NOT NULL,
    order_total numeric NOT NULL, ship_cost numeric, tracking_cd text
);
CREATE UNLOGGED TABLE not_received (LIKE wide_first);
CREATE UNLOGGED TABLE not_shipped (LIKE wide_first);
INSERT INTO wide_first
SELECT n, 1000, now(), now(), now(), 10, 3, true, 500.00, 4.99,
    'X5901324123479RROIENSTBKCV4' FROM generate_series(1, 100000) n;
INSERT INTO not_received
SELECT n, 1000, now(), now(), NULL, 10, 3, true, 500.00, 4.99,
    'X5901324123479RROIENSTBKCV4' FROM generate_series(1, 100000) n;
INSERT INTO not_shipped
SELECT n, 1000, now(), NULL, NULL, 10, 3, false, 500.00, NULL, NULL
FROM generate_series(1, 100000) n;
CREATE EXTENSION pageinspect;
\pset format unaligned
\pset tuples_only on
\pset fieldsep ', '
SELECT relname || ': ' || pg_relation_size(oid) || ' bytes',
    'row ' || lp_len, 'data from byte ' || t_hoff
FROM pg_class, heap_page_items(get_raw_page(relname, 0))
WHERE relname IN ('wide_first', 'not_received', 'not_shipped') AND lp = 1
ORDER BY pg_class.oid;
