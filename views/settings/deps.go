package settings

import (
	"context"
	"time"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/words"
)

// Source is what the page reads and sets.
type Source interface {
	Facts(ctx context.Context) (billing.Facts, error)
	Freshness() billing.Freshness
	// StaleAfter is the age from which a copy is called stale.
	StaleAfter() time.Duration
	SetStaleAfter(ctx context.Context, limit time.Duration)
	// Person is who is signed in, and Keychain why that will not outlive the
	// program; nil if it will.
	Person() billing.Person
	Keychain() *billing.Problem
	// KeepSecrets tries once more to put into the keychain what it did not take.
	KeepSecrets(ctx context.Context) error
	Keyring
	Alerts
	Storehouse
}

// Alerts are what the system tells the person of.
type Alerts interface {
	Notifications() billing.AlertChoice
	// Notifies tells whether the system may show any.
	Notifies() bool
	SetNotifications(ctx context.Context, choice billing.AlertChoice)
}

// Storehouse is what is kept on this computer.
type Storehouse interface {
	DataSizes(ctx context.Context) (Sizes, error)
	// Drafts are prepared and were not confirmed, and Pending was confirmed and has no
	// outcome that is known; nil where there is none.
	Drafts(ctx context.Context) ([]billing.Draft, error)
	Pending(ctx context.Context) (*billing.Submission, error)
	// RefreshAll reads the selected account's whole copy anew; the old one stays
	// readable until the new one is whole. Progress comes on any goroutine.
	RefreshAll(ctx context.Context, progress func(done, total int)) error
	// ExportEverything writes invoices, history and members as CSV into a folder, all of
	// it or nothing. Progress comes on any goroutine.
	ExportEverything(ctx context.Context, folder string, progress func(done, total int)) (billing.ExportResult, error)
	// ClearCopy drops the selected account's copy; drafts, and what was confirmed, stay.
	ClearCopy(ctx context.Context) error
}

// Sizes are of the files on this computer, in bytes.
type Sizes struct {
	All      int64 // of everything that Billfold keeps
	Copy     int64 // of the saved copies of all of the person's accounts
	Accounts int   // that those are
}

// Zone is where clock times are told for.
type Zone string

// The zones. What was not chosen is UTC.
const (
	ZoneUTC     Zone = ""
	ZoneLocal   Zone = "local"
	ZoneBilling Zone = "billing" // the account's
)

// Look is how everything is drawn and said. Choosing another language or zone raises
// the page anew.
type Look interface {
	Choice() theme.Choice
	Choose(choice theme.Choice)
	// Scale is in percent; SetScale takes ScaleLeast to ScaleMost, and 0 for what nobody chose.
	Scale() int
	SetScale(percent int)
	// IgnoresMonitor tells whether the monitor's own scale counts for nothing.
	IgnoresMonitor() bool
	IgnoreMonitor(ignore bool)
	Language() words.Language // empty is the system's
	SetLanguage(language words.Language)
	Zone() Zone
	SetZone(zone Zone)
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Look      Look
	Scheduler load.Scheduler
	Account   func() billing.AccountSummary // that is selected, as last read
	// Busy says what is under way on any page, which is lost where the page is raised anew;
	// empty where nothing is.
	Busy func() string
	// Leave does what closes every page, once whoever typed something that would be lost
	// by it was asked; of whoever stays the second is told.
	Leave func(leave, stay func())
	// Unsaved says of each page what that would be.
	Unsaved func() []string
	Version string
	Go      func(nav.Route)
	Refresh func() // one round of sync
	// ChooseFolder asks into which folder files are to be written; nil where nobody can
	// be asked.
	ChooseFolder  func(chosen func(path string))
	SignOut       func()
	Switch        func() // to somebody else, who signs in or is signed in
	ShowAbout     func()
	ShowShortcuts func()
	Say           func(words.Told)
	Copy          func(text string) // to the clipboard
	Words         words.Printer
	Now           func() time.Time
}
