-- While an account is read from nothing: since which revision, and what the copy
-- had before that the feed has not told of since. It is shown until then.

ALTER TABLE cursors ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cursors ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0; -- resources that this version does not know

CREATE TABLE unseen (
  account TEXT NOT NULL,
  noun    TEXT NOT NULL, -- the name of its table
  id      TEXT NOT NULL, -- empty where an account has one of the noun
  PRIMARY KEY (account, noun, id)
) STRICT, WITHOUT ROWID;
