-- Work that takes longer than a caller should wait: what was asked for, by whom, how far it is, what
-- came of it. Whoever dispatches it keeps tables of its own, in the schema pgboss.

CREATE TABLE jobs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind ~ '^[a-z]+(-[a-z]+)*$'),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  noun text CHECK (noun ~ '^[a-z]+(-[a-z]+)*$'),
  thing_id bigint,
  permission text NOT NULL,
  status text NOT NULL DEFAULT 'waiting'
    CHECK (status IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  input text NOT NULL,
  progress_done bigint,
  progress_total bigint,
  progress_what text,
  result text,
  problem text,
  actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'api-key', 'system')),
  actor_id bigint,
  actor_name text NOT NULL,
  actor text NOT NULL,
  worker integer,
  attempts integer NOT NULL DEFAULT 0,
  queued_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz,
  cancel_requested_at timestamptz,
  CONSTRAINT jobs_noun_with_thing CHECK ((noun IS NULL) = (thing_id IS NULL)),
  CONSTRAINT jobs_worker_while_running CHECK ((status = 'running') = (worker IS NOT NULL)),
  CONSTRAINT jobs_ended CHECK ((status IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL))
);
CREATE INDEX jobs_account_id ON jobs (account_id, id);
CREATE INDEX jobs_thing ON jobs (noun, thing_id, id);
CREATE INDEX jobs_open ON jobs (status, queued_at) WHERE status IN ('waiting', 'running');
CREATE INDEX jobs_ended_at ON jobs (ended_at);
COMMENT ON TABLE jobs IS 'Work in the background. What has ended is forgotten after some weeks; what it did is in change sets and the audit log.';
COMMENT ON COLUMN jobs.account_id IS 'Account that the thing belongs to: who may see the job.';
COMMENT ON COLUMN jobs.permission IS 'What one needs to have asked for it, and to cancel it.';
COMMENT ON COLUMN jobs.actor IS 'Who asked, with the rights of then: on whose behalf it works. JSON, as are input, result and problem: only programs read them.';
COMMENT ON COLUMN jobs.worker IS 'Number of the program that works on it.';
COMMENT ON COLUMN jobs.attempts IS 'How often a program began it and did not come to its end.';
COMMENT ON COLUMN jobs.queued_at IS 'When it was last dispatched.';
