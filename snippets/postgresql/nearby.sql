-- needs: postgresql(autovacuum=off)
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned
CREATE EXTENSION cube;
CREATE EXTENSION earthdistance;
CREATE TABLE cafe AS -- 35 to 44 degrees north
SELECT n AS id, 35 + (n * 7919::bigint % 30011) / 30011.0 * 9 AS lat,
       136 + (n * 104729::bigint % 29989) / 29989.0 * 9 AS lon
FROM generate_series(1, 30000) AS n;
-- --8<-- [start:indexes]
CREATE INDEX by_point ON cafe USING gist (point(lon, lat));
CREATE INDEX by_earth ON cafe USING gist (ll_to_earth(lat, lon));
-- --8<-- [end:indexes]
VACUUM ANALYZE cafe;
\set here 'point(139.767, 43.5)'
\set place 'll_to_earth(43.5, 139.767)'
-- --8<-- [start:nearest]
CREATE VIEW flat AS
SELECT id FROM cafe ORDER BY point(lon, lat) <-> :here LIMIT 100; -- (1)!
CREATE VIEW round AS
SELECT id FROM cafe ORDER BY ll_to_earth(lat, lon) <-> :place LIMIT 100;
CREATE VIEW within AS SELECT id FROM cafe                              -- (2)!
WHERE earth_box(:place, 20000) @> ll_to_earth(lat, lon)
  AND earth_distance(:place, ll_to_earth(lat, lon)) < 20000;
-- --8<-- [end:nearest]
CREATE FUNCTION plan(query text) RETURNS text AS $$
DECLARE
    text text;
    line text = '';
BEGIN
    FOR text IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        line = line || coalesce(substring(text FROM '(?:using|Scan on) (by_\w+)'), '');
    END LOOP;
    RETURN line;
END $$ LANGUAGE plpgsql;
SELECT format('%s: %s', name, plan('SELECT * FROM ' || name))
FROM unnest(ARRAY['flat', 'round', 'within']) AS name;
SELECT format('the nearest 100, in both lists: %s', count(*))
FROM round JOIN flat USING (id);
SELECT format('farthest of the 100, %s: %s km', list, round(max(
    earth_distance(:place, ll_to_earth(lat, lon)))::numeric / 1000, 1))
FROM (SELECT 'flat' AS list, id FROM flat UNION ALL SELECT 'round', id FROM round) AS l
JOIN cafe USING (id) GROUP BY list ORDER BY list;
SELECT format('a degree of longitude there: %s of a degree of latitude',
              round(cosd(43.5)::numeric, 2));
SELECT format('in the box, not in the circle: %s', count(*) FILTER (
    WHERE earth_distance(:place, ll_to_earth(lat, lon)) >= 20000))
FROM cafe WHERE earth_box(:place, 20000) @> ll_to_earth(lat, lon);
SELECT format('index, point: ≈ %s kB', pg_relation_size('by_point') / 1024);
SELECT format('index, sphere: ≈ %s kB', pg_relation_size('by_earth') / 1024);
