-- needs: postgresql
-- A web shop from January to June 2026. Every value follows from its number.
CREATE FUNCTION dice(what text, n bigint, sides int) RETURNS int IMMUTABLE
RETURN ('x' || left(md5(what || n), 7))::bit(28)::int % sides;

CREATE TABLE categories (id int PRIMARY KEY, parent_id int, name text NOT NULL);
INSERT INTO categories VALUES
  (1, NULL, 'Home'), (2, 1, 'Kitchen'), (3, 2, 'Coffee'), (4, 3, 'Grinders'),
  (5, 2, 'Knives'), (6, 1, 'Bedroom'), (7, NULL, 'Outdoor'), (8, 7, 'Camping'),
  (9, 8, 'Stoves'), (10, 7, 'Cycling'), (11, 7, 'Fishing');

CREATE TABLE products (id int PRIMARY KEY, category_id int NOT NULL, name text NOT NULL,
  price numeric(8, 2) NOT NULL);
INSERT INTO products
SELECT n, (ARRAY[3, 4, 5, 6, 8, 9, 10, 3])[1 + n % 8], 'Product ' || to_char(n, 'FM00'),
  5 + dice('price', n, 30) * 5 + 0.90
FROM generate_series(1, 40) AS n;

CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL,
  country text, signed_up_at timestamptz NOT NULL);
INSERT INTO customers
SELECT n, first || ' ' || last,
  CASE WHEN n % 9 = 0 THEN first ELSE lower(first) END || '.' || lower(last)
    || same || '@example.com',
  (ARRAY['DE', 'DE', 'DE', 'JP', 'JP', 'US', 'NZ', NULL])[1 + dice('land', n, 8)],
  timestamptz '2026-01-01 06:00Z' + n * interval '29 hours'
FROM generate_series(1, 120) AS n, LATERAL (SELECT n - (n % 40 = 0)::int) AS s (same),
  LATERAL (SELECT (ARRAY['Aiko', 'Ben', 'Chloe', 'Daichi', 'Emma', 'Felix', 'Grace',
      'Hana', 'Ivan', 'Jun', 'Kaori', 'Lena'])[1 + dice('first', same, 12)],
    (ARRAY['Abe', 'Bauer', 'Clark', 'Endo', 'Fischer', 'Gray', 'Ito', 'Jones',
      'Kato'])[1 + dice('last', same, 9)]) AS named (first, last);

-- Guests have no customer, some clicks came twice, some days the shop was closed.
CREATE TABLE orders (
  id int PRIMARY KEY, invoice_no int, customer_id int, status text NOT NULL,
  placed_at timestamptz NOT NULL, shipped_at timestamptz);
INSERT INTO orders
SELECT n, CASE WHEN status IN ('paid', 'shipped') THEN 5000 - (n % 251 = 0)::int
    + n / 290 + (n > 400)::int * 2
    + count(*) FILTER (WHERE status IN ('paid', 'shipped')) OVER (ORDER BY n) END,
  CASE WHEN dice('guest', m, 20) > 0
    THEN 1 + dice('who', m, 1 + least(109, m / 5)) END,
  status, placed, CASE WHEN status = 'shipped' THEN placed
    + interval '5 hours' * (1 + dice('pack', n, 12) * dice('slow', n, 4)) END
FROM generate_series(1, 800) AS n,
  LATERAL (SELECT n - (n % 25 = 0)::int) AS first_click (m),
  LATERAL (SELECT timestamptz '2026-01-05 09:00Z' + (n - m) * interval '95 seconds'
      + (m - (n % 33 = 0)::int) * interval '5 hours 20 minutes',
    (ARRAY['shipped', 'shipped', 'shipped', 'paid', 'cancelled', 'pending'])
      [1 + dice('status', n, 6)]) AS made (placed, status)
WHERE placed::date NOT IN ('2026-03-14', '2026-03-15', '2026-04-05')
  AND NOT placed::date BETWEEN '2026-05-03' AND '2026-05-06';

CREATE TABLE order_items (
  order_id int, line int, product_id int NOT NULL, quantity int NOT NULL,
  unit_price numeric(8, 2) NOT NULL, PRIMARY KEY (order_id, line));
INSERT INTO order_items
SELECT o.id, line, p.id, 1 + dice('quantity', o.id * 5 + line, 3), p.price
FROM orders AS o CROSS JOIN generate_series(1, 3) AS line
JOIN products AS p ON p.id = 1 + dice('product', o.id * 5 + line, 38)
WHERE line <= 1 + dice('lines', o.id, 3);

-- Some orders were paid in two halves; some messages of the provider came twice.
CREATE TABLE payments (
  id int PRIMARY KEY, order_id int NOT NULL, provider_ref text,
  amount numeric(8, 2) NOT NULL, paid_at timestamptz NOT NULL);
INSERT INTO payments
SELECT row_number() OVER (ORDER BY at, o.id, part, copy), o.id,
  CASE WHEN o.id % 10 > 0 THEN format('ch_%s_%s', o.id, part) END,
  round(total / parts, 2), at
FROM orders AS o
JOIN (SELECT order_id, sum(quantity * unit_price) FROM order_items GROUP BY 1)
  AS t (order_id, total) ON t.order_id = o.id,
  LATERAL (SELECT 1 + (o.id % 8 = 0)::int) AS split (parts),
  generate_series(1, parts) AS part,
  generate_series(1, 1 + (o.id % 50 = 3)::int) AS copy,
  LATERAL (SELECT o.placed_at + part * interval '10 minutes'
    + copy * interval '4 seconds') AS paid (at)
WHERE o.status IN ('paid', 'shipped');

-- What a visitor did (at) and when the server heard of it (received_at).
CREATE TABLE events (id int PRIMARY KEY, customer_id int, kind text NOT NULL,
  at timestamptz NOT NULL, received_at timestamptz NOT NULL);
INSERT INTO events
SELECT row_number() OVER (ORDER BY at + late, c, visit, step), nullif(c, 0),
  (ARRAY['view', 'view', 'cart', 'view', 'checkout', 'purchase'])[step], at, at + late
FROM generate_series(0, 110) AS c CROSS JOIN generate_series(1, 8) AS visit
CROSS JOIN generate_series(1, 6) AS step,
  LATERAL (SELECT timestamptz '2026-01-02 07:00Z' + c * interval '29 hours'
      + visit * visit * interval '17 hours' * dice('often', c, 5)
      + visit * interval '20 hours' + step * interval '7 minutes'
        * (1 + dice('think', c * 99 + visit * 9 + step, 3)),
    interval '1 second' * (2 + 900 * (dice('late', c * 99 + visit * 9 + step, 6)
      = 0)::int)) AS happened (at, late)
WHERE step <= 1 + dice('depth', c * 10 + visit, 6) AND at < '2026-07-01Z'
  AND dice('stays', c * 10 + visit, 3) > 0;

CREATE TABLE promotions (id int PRIMARY KEY, product_id int NOT NULL, during daterange);
INSERT INTO promotions VALUES
  (1, 1, '[2026-01-01,2026-04-01)'), (2, 1, '[2026-01-10,2026-01-20)'),
  (3, 1, '[2026-03-15,2026-04-10)'), (4, 1, '[2026-04-10,2026-04-20)'),
  (5, 2, '[2026-02-01,2026-02-10)'), (6, 2, '[2026-02-10,2026-02-15)'),
  (7, 2, '[2026-03-01,)'), (8, 2, '[2026-05-01,2026-05-08)'),
  (9, 3, '[2026-06-01,2026-06-03)');

CREATE TABLE stock (product_id int PRIMARY KEY, quantity int NOT NULL);
INSERT INTO stock SELECT n, n % 5 * 4 FROM generate_series(1, 30) AS n;

-- The plan of a query as rows, without costs.
CREATE FUNCTION plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE line text; BEGIN
  FOR line IN EXECUTE 'EXPLAIN (ANALYZE, TIMING 0, SUMMARY 0, BUFFERS 0) ' || query
  LOOP RETURN NEXT regexp_replace(line, 'cost=\S+ | width=\d+', '', 'g'); END LOOP;
END $$;

DROP FUNCTION dice;
VACUUM ANALYZE;
\pset footer off
SELECT relname AS "table", reltuples::int AS rows FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname;
