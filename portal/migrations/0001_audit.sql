-- The trail: events written by triggers, accesses written by the middleware. Owned by portal_audit, whom nobody
-- logs in as; even that role may only add.
SET LOCAL ROLE portal_audit;

CREATE TABLE audit.event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    transaction_id bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    person_id bigint,
    role text NOT NULL,
    log_in text NOT NULL,
    request_id text NOT NULL,
    office_id bigint,
    organization_id bigint,
    table_name text NOT NULL,
    row_key text NOT NULL,
    operation text NOT NULL,
    old jsonb,
    new jsonb
);
CREATE INDEX event_of_row ON audit.event (table_name, row_key, id);
CREATE INDEX event_of_office ON audit.event (office_id, id);

CREATE TABLE audit.access (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    person_id bigint,
    role text NOT NULL,
    office_id bigint,
    request_id text NOT NULL,
    path text NOT NULL,
    detail jsonb NOT NULL
);
CREATE INDEX access_of_office ON audit.access (office_id, at);
CREATE INDEX access_of_person ON audit.access (person_id, at);

ALTER TABLE audit.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.event FORCE ROW LEVEL SECURITY;
ALTER TABLE audit.access ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.access FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_insert ON audit.event FOR INSERT TO portal_audit WITH CHECK (true);
CREATE POLICY app_insert ON audit.access FOR INSERT TO portal_app WITH CHECK (true);
GRANT INSERT ON audit.access TO portal_app;

GRANT SELECT ON audit.event, audit.access TO portal_office, portal_eousa, portal_eousa_reader;
CREATE POLICY office_select ON audit.event FOR SELECT TO portal_office
    USING (office_id = (current_setting('app.office_id'::text))::bigint);
CREATE POLICY eousa_select ON audit.event FOR SELECT TO portal_eousa USING (true);
CREATE POLICY eousa_reader_select ON audit.event FOR SELECT TO portal_eousa_reader USING (true);
CREATE POLICY office_select ON audit.access FOR SELECT TO portal_office
    USING (office_id = (current_setting('app.office_id'::text))::bigint);
CREATE POLICY eousa_select ON audit.access FOR SELECT TO portal_eousa USING (true);
CREATE POLICY eousa_reader_select ON audit.access FOR SELECT TO portal_eousa_reader USING (true);

-- A row as it is kept: the columns named by the trigger only as a SHA-256.
CREATE FUNCTION audit.kept(whole jsonb, secret text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT CASE WHEN whole IS NULL OR secret IS NULL THEN whole ELSE (
        SELECT jsonb_object_agg(key, CASE
            WHEN key = ANY (secret) AND value <> 'null'::jsonb
            THEN to_jsonb(encode(sha256(convert_to(value #>> '{}', 'UTF8')), 'hex')) ELSE value END)
        FROM jsonb_each(whole)) END
$$;

CREATE FUNCTION audit.record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    row jsonb := coalesce(after, before);
BEGIN
    INSERT INTO audit.event
        (person_id, role, log_in, request_id, office_id, organization_id, table_name, row_key, operation, old, new)
    VALUES (
        nullif(current_setting('app.person_id', true), '')::bigint,
        current_setting('role', true),
        session_user,
        coalesce(current_setting('app.request_id', true), ''),
        (row ->> 'office_id')::bigint,
        (row ->> 'organization_id')::bigint,
        TG_TABLE_NAME,
        coalesce(row ->> 'id', row ->> 'fips', row ->> 'message_id', ''),
        TG_OP,
        audit.kept(before, TG_ARGV::text[]),
        audit.kept(after, TG_ARGV::text[])
    );
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION audit.record() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.kept(jsonb, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.record() TO portal_owner;

RESET ROLE;
