-- What was confirmed, until here always a change of terms.

ALTER TABLE submissions ADD COLUMN kind TEXT NOT NULL DEFAULT 'change';
