-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT count(v.at) AS viewed, count(c.at) AS carted, count(p.at) AS purchased
FROM (SELECT customer_id, min(at) AS at FROM events
      WHERE kind = 'view' AND customer_id IS NOT NULL GROUP BY customer_id) AS v
LEFT JOIN LATERAL (
  SELECT min(at) FROM events WHERE customer_id = v.customer_id AND kind = 'cart'
    AND at > v.at AND at <= v.at + interval '14 days') AS c (at) ON true
LEFT JOIN LATERAL (
  SELECT min(at) FROM events WHERE customer_id = v.customer_id AND kind = 'purchase'
    AND at > c.at AND at <= v.at + interval '14 days') AS p (at) ON true;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT count(DISTINCT customer_id) FILTER (WHERE kind = 'view') AS viewed,
  count(DISTINCT customer_id) FILTER (WHERE kind = 'cart') AS carted,
  count(DISTINCT customer_id) FILTER (WHERE kind = 'purchase') AS purchased
FROM events;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT count(viewed) AS viewed,
  count(*) FILTER (WHERE carted > viewed
    AND carted <= viewed + interval '14 days') AS carted,
  count(*) FILTER (WHERE carted > viewed AND purchased > carted
    AND purchased <= viewed + interval '14 days') AS purchased
FROM (SELECT min(at) FILTER (WHERE kind = 'view') AS viewed,
    min(at) FILTER (WHERE kind = 'cart') AS carted,
    min(at) FILTER (WHERE kind = 'purchase') AS purchased
  FROM events WHERE customer_id IS NOT NULL GROUP BY customer_id) AS firsts;
-- --8<-- [end:wrong-2]
