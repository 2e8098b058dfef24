-- What orders would cost as they were confirmed: to be read again in the history.
CREATE TABLE confirmed_previews (
  account TEXT NOT NULL,
  id      TEXT NOT NULL,
  data    TEXT NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;
