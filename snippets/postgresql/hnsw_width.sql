-- needs: postgresql(autovacuum=off)
-- page: no (extension)
\pset tuples_only on
\pset format unaligned
CREATE EXTENSION vector;
SELECT setseed(0.5) \g /dev/null
CREATE TABLE chunk AS
SELECT n AS id, (SELECT array_agg(random() - 0.5) FROM generate_series(1, 1536)
                 WHERE n > 0)::vector(1536) AS v
FROM generate_series(1, 400) AS n;
-- --8<-- [start:indexes]
CREATE INDEX whole ON chunk USING hnsw (v vector_cosine_ops);
CREATE INDEX half ON chunk USING hnsw ((v::halfvec(1536)) halfvec_cosine_ops);
CREATE INDEX bits ON chunk USING hnsw ((binary_quantize(v)::bit(1536)) bit_hamming_ops);
-- --8<-- [end:indexes]
SELECT format('one vector: %s bytes', pg_column_size(v)) FROM chunk LIMIT 1;
SELECT format('index a row, %s: ≈ %s kB', name,
              round(pg_relation_size(name::regclass) / 400 / 1000.0, 1))
FROM unnest(ARRAY['whole', 'half', 'bits']) AS name;
