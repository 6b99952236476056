-- needs: postgresql
-- page: no (extension)
\pset footer off
CREATE EXTENSION vector;
CREATE TABLE doc (id int PRIMARY KEY, body text, v vector(2));
INSERT INTO doc VALUES
    (1, 'refund refund policy', '[9,9]'), (2, 'refund form', '[1,1]'),
    (3, 'refund of a broken order that came late', '[4,4]'),
    (4, 'money back', '[0,0]'), (5, 'return goods', '[2,2]'),
    (6, 'refund refund refund: code E42', '[7,7]'), (7, 'shipping', '[3,3]'),
    (8, 'opening hours', '[8,8]'), (9, 'credit note', '[5,5]'), (10, 'jobs', '[6,6]');

-- --8<-- [start:fuse]
CREATE FUNCTION hybrid(asked text, near vector, k int)
RETURNS TABLE (id int, words bigint, meaning bigint, score numeric) LANGUAGE sql AS $$
WITH words AS (
    SELECT d.id, row_number() OVER (ORDER BY ts_rank(to_tsvector('english', body), q)
        DESC, d.id) AS rank  -- (1)!
    FROM doc d, websearch_to_tsquery('english', asked) q
    WHERE to_tsvector('english', body) @@ q ORDER BY rank LIMIT 10  -- (2)!
), meaning AS (
    SELECT n.id, row_number() OVER (ORDER BY distance, n.id) AS rank
    FROM (SELECT d.id, v <-> near AS distance FROM doc d
        ORDER BY v <-> near LIMIT 10) n
)
SELECT id, words.rank, meaning.rank,
    round(coalesce(1.0 / (k + words.rank), 0)
        + coalesce(1.0 / (k + meaning.rank), 0), 6) AS score
FROM words FULL JOIN meaning USING (id)  -- (3)!
ORDER BY score DESC, id $$;
-- --8<-- [end:fuse]

SELECT * FROM hybrid('refund', '[0,0]', 60);
\echo 'with k = 0 the first places weigh more'
SELECT * FROM hybrid('refund', '[0,0]', 0) LIMIT 3;
\pset tuples_only on
\pset format unaligned
SELECT 'first in one list: ' || round(1.0 / 61, 6);
SELECT 'first in both lists: ' || round(2.0 / 61, 6);
SELECT 'documents equal to the hand calculation: ' || count(*) || ' of 10'
FROM hybrid('refund', '[0,0]', 60) JOIN (VALUES
    (2, 1.0/63 + 1.0/62), (6, 1.0/61 + 1.0/68), (3, 1.0/64 + 1.0/65),
    (1, 1.0/62 + 1.0/70), (4, 1.0/61), (5, 1.0/63), (7, 1.0/64),
    (9, 1.0/66), (10, 1.0/67), (8, 1.0/69)) AS hand (id, score) USING (id)
WHERE hybrid.score = round(hand.score, 6);
