package settings

import (
	"cmp"
	"context"
	"time"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/words"
)

type fake struct {
	facts     billing.Facts
	err       error
	freshness billing.Freshness
	limit     time.Duration
	devices   []billing.Device
	here      string
	deviceErr error
	did       []string
	cut       bool // what clears was ended before it began
	clearErr  error
	sizesErr  error
	draftsErr error
	keychain  *billing.Problem
	alerts    billing.AlertChoice
	mute      bool // the system shows no notifications
	sizes     Sizes
	drafts    []billing.Draft
	pending   *billing.Submission
	work      func(ctx context.Context, progress func(done, total int)) error // of what takes long
}

// be gives the person a role in the account.
func (f *fake) be(role billing.Role) {
	account := *f.facts.Account
	account.Role = role
	f.facts.Account = &account
}

func (f *fake) Facts(context.Context) (billing.Facts, error) { return f.facts, f.err }
func (f *fake) Freshness() billing.Freshness {
	f.freshness.Limit = f.limit
	return f.freshness
}
func (f *fake) StaleAfter() time.Duration                            { return f.limit }
func (f *fake) SetStaleAfter(_ context.Context, limit time.Duration) { f.limit = limit }

func (f *fake) Person() billing.Person     { return sample.Person() }
func (f *fake) Keychain() *billing.Problem { return f.keychain }
func (f *fake) KeepSecrets(context.Context) error {
	f.did = append(f.did, "keep")
	f.keychain = nil
	return nil
}

func (f *fake) Devices(context.Context) ([]billing.Device, string, error) {
	return f.devices, f.here, f.deviceErr
}

func (f *fake) EnrolDevice(ctx context.Context, told func(string)) error {
	f.did = append(f.did, "enrol")
	told("https://id.example/authorize")
	f.devices, f.here = sample.Devices()
	return ctx.Err()
}

func (f *fake) RevokeDevice(_ context.Context, id string) error {
	f.did = append(f.did, "revoke "+id)
	return nil
}

func (f *fake) SignOutEverywhere(context.Context) error {
	f.did = append(f.did, "sign out everywhere")
	return nil
}

func (f *fake) Notifies() bool                                            { return !f.mute }
func (f *fake) Notifications() billing.AlertChoice                        { return f.alerts }
func (f *fake) SetNotifications(_ context.Context, c billing.AlertChoice) { f.alerts = c }

func (f *fake) DataSizes(context.Context) (Sizes, error) { return f.sizes, cmp.Or(f.sizesErr, f.err) }

func (f *fake) Drafts(context.Context) ([]billing.Draft, error) {
	return f.drafts, cmp.Or(f.draftsErr, f.err)
}
func (f *fake) Pending(context.Context) (*billing.Submission, error) { return f.pending, f.err }
func (f *fake) RefreshAll(ctx context.Context, told func(done, total int)) error {
	f.did = append(f.did, "refresh all")
	return f.take(ctx, told)
}

func (f *fake) ExportEverything(ctx context.Context, folder string, told func(done, total int)) (billing.ExportResult, error) {
	f.did = append(f.did, "export to "+folder)
	return billing.ExportResult{Folder: folder, Files: 3}, f.take(ctx, told)
}

func (f *fake) take(ctx context.Context, told func(done, total int)) error {
	if f.work == nil {
		return nil
	}
	return f.work(ctx, told)
}

func (f *fake) ClearCopy(ctx context.Context) error {
	f.cut = ctx.Err() != nil
	f.did = append(f.did, "clear")
	if f.clearErr != nil {
		return f.clearErr
	}
	f.freshness, f.sizes.Copy = billing.Freshness{}, 0
	return nil
}

// fakeLook is how everything is drawn and said.
type fakeLook struct {
	choice   theme.Choice
	scale    int
	ignores  bool
	language words.Language
	zone     Zone
}

func (f *fakeLook) Choice() theme.Choice       { return f.choice }
func (f *fakeLook) Choose(choice theme.Choice) { f.choice = choice }
func (f *fakeLook) Scale() int {
	if f.scale == 0 {
		return scaleUsual
	}
	return f.scale
}
func (f *fakeLook) SetScale(percent int)         { f.scale = percent }
func (f *fakeLook) IgnoresMonitor() bool         { return f.ignores }
func (f *fakeLook) IgnoreMonitor(ignore bool)    { f.ignores = ignore }
func (f *fakeLook) Language() words.Language     { return f.language }
func (f *fakeLook) SetLanguage(l words.Language) { f.language = l }
func (f *fakeLook) Zone() Zone                   { return f.zone }
func (f *fakeLook) SetZone(z Zone)               { f.zone = z }
