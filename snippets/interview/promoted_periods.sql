-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT product_id, unnest(range_agg(during)) AS period
FROM promotions
GROUP BY product_id
ORDER BY product_id, period;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT product_id, daterange(min(lower(during)), max(upper(during))) AS period
FROM promotions
GROUP BY product_id
ORDER BY product_id, period;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
WITH marked AS (
  SELECT *, coalesce(lower(during) > lag(upper(during)) OVER w, true) AS starts
  FROM promotions
  WINDOW w AS (PARTITION BY product_id ORDER BY during)),
numbered AS (
  SELECT *, count(*) FILTER (WHERE starts)
    OVER (PARTITION BY product_id ORDER BY during) AS island
  FROM marked)
SELECT product_id, range_merge(range_agg(during)) AS period
FROM numbered
GROUP BY product_id, island
ORDER BY product_id, period;
-- --8<-- [end:wrong-2]
