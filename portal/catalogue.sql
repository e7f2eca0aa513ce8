-- What PostgreSQL's catalog says of this database, as facts: (kind, subject, says). Read by portal/catalogue.py,
-- which compares them with what the code declares. Needs no rights beyond a log-in.
WITH ours AS (
    SELECT c.oid, c.relkind, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity,
        CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
), schemas AS (
    SELECT * FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
), granted AS (
    SELECT 'grant' AS kind, CASE o.relkind WHEN 'S' THEN 'sequences' ELSE o.name END AS subject, a.*
        FROM ours o, aclexplode(o.relacl) a WHERE a.grantee <> o.relowner
    UNION ALL
    SELECT 'grant', o.name || '.' || t.attname, a.*
        FROM pg_attribute t JOIN ours o ON o.oid = t.attrelid, aclexplode(t.attacl) a
    UNION ALL
    SELECT 'schema', s.nspname, a.* FROM schemas s, aclexplode(s.nspacl) a WHERE a.grantee <> s.nspowner
    UNION ALL
    SELECT 'schema', 'the database', a.*
        FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
        WHERE d.datname = current_database() AND a.grantee NOT IN (d.datdba, to_regrole('portal_owner'))
    UNION ALL
    SELECT 'schema', 'new objects (' || d.defaclobjtype::text || ') of ' || d.defaclrole::regrole, a.*
        FROM pg_default_acl d, aclexplode(d.defaclacl) a WHERE a.grantee <> d.defaclrole
    UNION ALL
    SELECT 'function', p.oid::regprocedure::text, a.*
        FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        WHERE a.grantee <> p.proowner AND (p.pronamespace IN (SELECT oid FROM schemas)
            OR p.oid = ANY ('{set_config(text\,text\,boolean), lo_creat(int), lo_create(oid),
                lo_from_bytea(oid\,bytea)}'::regprocedure[]))
)
SELECT kind, subject, privilege_type || ' to ' || CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END
    || CASE WHEN is_grantable THEN ', may pass it on' ELSE '' END FROM granted
UNION ALL
SELECT 'table', name, 'owner ' || relowner::regrole
    || CASE WHEN relrowsecurity THEN ', row security on' ELSE ', no row security' END
    || CASE WHEN relforcerowsecurity THEN ', forced' ELSE '' END
    FROM ours WHERE relkind = 'r'
UNION ALL
SELECT 'policy', o.name, CASE WHEN p.polpermissive THEN '' ELSE 'restrictive ' END || 'policy ' || p.polname || ' for '
    || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
        ELSE 'ALL' END
    || ' to ' || CASE WHEN 0 = ANY (p.polroles) THEN 'PUBLIC' ELSE array_to_string(p.polroles::regrole[], ' ') END
    || ' using (' || coalesce(pg_get_expr(p.polqual, p.polrelid), '')
    || ') check (' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') || ')'
    FROM pg_policy p JOIN ours o ON o.oid = p.polrelid
UNION ALL
SELECT 'trigger', o.name, pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' (switched off)' END
    FROM pg_trigger t JOIN ours o ON o.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'reference', o.name, k.conname || ': ' || replace(pg_get_constraintdef(k.oid), ' public.', ' ')
    FROM pg_constraint k JOIN ours o ON o.oid = k.conrelid
    WHERE (k.contype = 'f' AND cardinality(k.conkey) > 1) OR NOT k.convalidated
UNION ALL
SELECT 'role', rolname, 'can ' || coalesce(nullif(concat_ws(', ',
        CASE WHEN rolcanlogin THEN 'log in' END, CASE WHEN rolbypassrls THEN 'bypass row security' END,
        CASE WHEN rolsuper THEN 'do anything' END, CASE WHEN rolinherit THEN 'inherit' END,
        CASE WHEN rolcreaterole THEN 'create roles' END, CASE WHEN rolreplication THEN 'replicate' END,
        CASE WHEN rolcreatedb AND rolname <> ALL (%(makers)s) THEN 'create databases' END), ''), 'nothing')
    FROM pg_roles WHERE rolname = ANY (%(roles)s)
UNION ALL
SELECT 'membership', member::regrole::text, CASE WHEN set_option THEN 'may become ' ELSE 'belongs to ' END
    || roleid::regrole
    || CASE WHEN inherit_option THEN ', inherits it' ELSE '' END
    || CASE WHEN admin_option THEN ', may pass it on' ELSE '' END
    FROM pg_auth_members
    WHERE member::regrole::text = ANY (%(roles)s) OR roleid::regrole::text = ANY (%(roles)s)
UNION ALL
SELECT 'function', p.oid::regprocedure::text, 'owner ' || p.proowner::regrole
    || CASE WHEN p.prosecdef THEN ', runs as its owner' ELSE '' END
    || CASE WHEN p.proowner = to_regrole('portal_owner') THEN ', body ' || md5(p.prosrc) ELSE '' END
    FROM pg_proc p WHERE p.pronamespace IN (SELECT oid FROM schemas)
UNION ALL
SELECT 'schema', nspname, 'owner ' || nspowner::regrole FROM schemas
UNION ALL
SELECT 'object', name, CASE relkind WHEN 'v' THEN 'a view' WHEN 'm' THEN 'a materialized view'
        WHEN 'f' THEN 'a foreign table' WHEN 'p' THEN 'a partitioned table' ELSE 'an object of kind ' || relkind::text
    END FROM ours WHERE relkind NOT IN ('r', 'i', 'S', 't')
UNION ALL
SELECT 'object', o.name, 'rule ' || r.rulename FROM pg_rewrite r JOIN ours o ON o.oid = r.ev_class
    WHERE r.rulename <> '_RETURN'
UNION ALL SELECT 'object', extname, 'an extension' FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL SELECT 'object', evtname, 'an event trigger' FROM pg_event_trigger
UNION ALL SELECT 'object', srvname, 'a foreign server' FROM pg_foreign_server
UNION ALL SELECT 'object', pubname, 'a publication' FROM pg_publication
