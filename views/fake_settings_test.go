package views_test

import (
	"context"

	"billfold/billing"
	"billfold/views/settings"
	"billfold/views/words"
)

// fakeSettings is what the settings keep.
type fakeSettings struct {
	scale    int // 0 is the usual one
	plain    bool
	language words.Language
	zone     settings.Zone
	alerts   billing.AlertChoice
}

func (f *fakeSettings) Scale() int {
	if f.scale == 0 {
		return 100
	}
	return f.scale
}
func (f *fakeSettings) SetScale(percent int)         { f.scale = percent }
func (f *fakeSettings) IgnoresMonitor() bool         { return f.plain }
func (f *fakeSettings) IgnoreMonitor(ignore bool)    { f.plain = ignore }
func (f *fakeSettings) Language() words.Language     { return f.language }
func (f *fakeSettings) SetLanguage(l words.Language) { f.language = l }
func (f *fakeSettings) Zone() settings.Zone          { return f.zone }
func (f *fakeSettings) SetZone(z settings.Zone)      { f.zone = z }

func (*fakeSettings) Notifies() bool { return true }

func (f *fakeSettings) Notifications() billing.AlertChoice                        { return f.alerts }
func (f *fakeSettings) SetNotifications(_ context.Context, c billing.AlertChoice) { f.alerts = c }

func (f *fakeSettings) DataSizes(context.Context) (settings.Sizes, error) {
	return settings.Sizes{All: 184_000_000, Copy: 172_000_000, Accounts: 1}, nil
}
func (f *fakeSettings) RefreshAll(context.Context, func(done, total int)) error { return nil }
func (f *fakeSettings) ClearCopy(context.Context) error                         { return nil }
func (f *fakeSettings) ExportEverything(_ context.Context, folder string, _ func(done, total int)) (billing.ExportResult, error) {
	return billing.ExportResult{Folder: folder, Files: 3}, nil
}
