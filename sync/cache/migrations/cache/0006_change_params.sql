-- What a refused change was refused for, or an act without a price was about; JSON.
ALTER TABLE changes ADD COLUMN params TEXT NOT NULL DEFAULT '{}';
