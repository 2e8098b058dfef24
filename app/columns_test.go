package app

import (
	"log/slog"
	"maps"
	"path/filepath"
	"testing"

	"billfold/app/config"
)

func TestColumnWidthsAreRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.json")
	open := func() *desk {
		preferences, err := config.OpenPreferences(path)
		if err != nil {
			t.Fatal(err)
		}
		return &desk{preferences: preferences, log: slog.New(slog.DiscardHandler)}
	}
	d, want := open(), map[string]float32{"name": 180}
	if got := d.ColumnWidths("seats"); len(got) != 0 {
		t.Errorf("before any were set: %v", got)
	}
	d.SetColumnWidths("seats", want)
	d.SetColumnWidths("storage", map[string]float32{"name": 90})
	if got := open().ColumnWidths("seats"); !maps.Equal(got, want) {
		t.Errorf("at the next start: %v, want %v", got, want)
	}
}
