-- Wrong passwords are counted where they come from, so that nobody can lock somebody else out: for
-- each address that tries, for each browser that has signed in before, and for each session that
-- changes its password. Strangers together are counted in users.failed_logins.

CREATE TABLE sign_in_tries (
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
  failed integer NOT NULL,
  locked_until timestamptz,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, source)
);
COMMENT ON TABLE sign_in_tries IS 'Tries of a password since the last right one, by user and by where they come from; forgotten after a day.';
COMMENT ON COLUMN sign_in_tries.source IS 'A network (203.0.113.7/32, 2001:db8::/64), device:HASH or session:HASH.';
COMMENT ON COLUMN sign_in_tries.locked_until IS 'No password from there is looked at before.';

CREATE TABLE known_devices (
  token_hash bytea PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  last_used_at timestamptz NOT NULL
);
CREATE INDEX known_devices_user_id ON known_devices (user_id);
COMMENT ON TABLE known_devices IS 'Browsers in which a user has signed in: strangers who guess do not lock these out. Only the SHA-256 of the cookie is kept.';

COMMENT ON COLUMN users.failed_logins IS 'Tries by strangers, from wherever, since the last right password.';
COMMENT ON COLUMN users.locked_until IS 'No password from an unknown browser is looked at before: too many wrong ones from many addresses.';
