-- needs: postgresql(autovacuum=off)
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned
CREATE EXTENSION pg_trgm;
-- --8<-- [start:bigrams]
CREATE FUNCTION bigrams(t text) RETURNS tsvector IMMUTABLE PARALLEL SAFE RETURN (
    SELECT array_to_tsvector(                                      -- (1)!
        coalesce(array_agg(DISTINCT substr(s, i, 2)), '{}'))
    FROM lower(normalize(t, NFKC)) AS s, generate_series(1, char_length(s) - 1) AS i);
CREATE TABLE doc (id int, body text,
    en tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED,
    ja tsvector GENERATED ALWAYS AS (bigrams(body)) STORED);
CREATE INDEX by_english ON doc USING gin (en);
CREATE INDEX by_bigram ON doc USING gin (ja);
CREATE INDEX by_trigram ON doc USING gin (body gin_trgm_ops);
-- --8<-- [end:bigrams]
INSERT INTO doc VALUES (1, 'Refunds were delayed after the payment outage'),
    (2, 'How to pay by bank transfer'), (3, '決済サーバーが停止した'),
    (4, '東京都の店舗で決済ができない'), (5, '京都の店舗で端末が使えない');
INSERT INTO doc SELECT n, 'Log entry ' || md5(n::text) || ' of shop ' || n % 50
FROM generate_series(6, 5000) AS n;
VACUUM ANALYZE doc;

-- --8<-- [start:ask]
CREATE FUNCTION found(label text, condition text) RETURNS text AS $$
DECLARE
    ids text;
BEGIN
    EXECUTE 'SELECT string_agg(id::text, '','' ORDER BY id) FROM doc WHERE '
        || condition INTO ids;
    RETURN label || ': ' || coalesce('document ' || ids, 'nothing');
END $$ LANGUAGE plpgsql;
SELECT found('refund delay', $$en @@ websearch_to_tsquery('english', 'refund delay')$$);
SELECT found('payment -bank',
             $$en @@ websearch_to_tsquery('english', 'payment -bank')$$);
SELECT found('refnud', $$en @@ websearch_to_tsquery('english', 'refnud')$$);
SELECT found('refnud, by trigrams', $$'refnud' <% body$$);         -- (1)!
SET pg_trgm.word_similarity_threshold = 0.4;
SELECT found('refnud, by trigrams from 0.4', $$'refnud' <% body$$);
SELECT found('決済, english', $$en @@ plainto_tsquery('english', '決済')$$);
SELECT found('決済, bigrams', $$ja @@ '決済'$$);
SELECT found('ｻｰﾊﾞｰ, bigrams', $$ja @@ (
    SELECT string_agg(quote_literal(x), '&')::tsquery
    FROM unnest(tsvector_to_array(bigrams('ｻｰﾊﾞｰ'))) AS x)$$);
SELECT found('京都, bigrams', $$ja @@ '京都'$$);                     -- (2)!
-- --8<-- [end:ask]
EXPLAIN (COSTS OFF) SELECT id FROM doc WHERE ja @@ '決済';
SELECT format('size, %s: %s kB', indexrelname, pg_relation_size(indexrelid) / 1024)
FROM pg_stat_user_indexes WHERE relname = 'doc' ORDER BY indexrelname;
