-- What a person was told of by their system, so that nothing is told twice. An empty id
-- says since when an account is told of at all.

CREATE TABLE told (
  account TEXT NOT NULL,
  id      TEXT NOT NULL,
  seen    INTEGER NOT NULL, -- when it was last true, to a day
  PRIMARY KEY (account, id)
) STRICT;
