-- needs: postgresql
\pset format unaligned
\pset footer off
\pset fieldsep ' | '
-- --8<-- [start:idea]
WITH setting AS (
    SELECT current_setting('autovacuum_vacuum_threshold')::float AS base,
           current_setting('autovacuum_vacuum_scale_factor')::float AS factor,
           current_setting('autovacuum_vacuum_max_threshold')::float AS most
)
SELECT rows::bigint, (base + factor * rows)::bigint AS "due in 17",
       least(most, base + factor * rows)::bigint AS "due in 18",
       least(most, base + 0.01 * rows)::bigint AS "factor 0.01"
FROM setting, unnest('{1e4, 1e6, 1e8, 5e8, 2e9}'::float[]) AS rows
ORDER BY rows;
-- --8<-- [end:idea]
