// Package views is the window's content: sidebar, header, the slots under it and
// one page at a time. It drives the pages and knows none of their insides.
package views

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/about"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/words"
)

// Account is what the shell shows of the selected account.
type Account interface {
	// Facts are as cached; CodeOf is billing.NotFound before the first sync.
	Facts(ctx context.Context) (billing.Facts, error)
	Freshness() billing.Freshness
	// Refresh catches up with the backend once, and says what changed.
	Refresh(ctx context.Context) (billing.Kinds, error)
	// Invoices are as cached, newest first.
	Invoices(ctx context.Context) ([]billing.Invoice, error)
	// Members are as cached, by name.
	Members(ctx context.Context) ([]billing.Member, error)
}

// Session is who is signed in and what they may open.
type Session interface {
	// Person is the zero Person while nobody is signed in.
	Person() billing.Person
	Accounts(ctx context.Context) ([]billing.AccountSummary, error)
	// Selected is the id of the selected account, or empty.
	Selected() string
	Select(ctx context.Context, account string) error
	SignOut(ctx context.Context) error
	// Notes are what was found wrong with the person's files on this machine when
	// they were opened. It waits for nothing.
	Notes() []*billing.Problem
}

// Appearance is how the person chose to have everything drawn.
type Appearance interface {
	// Choice is the variant of the theme.
	Choice() theme.Choice
	Choose(theme.Choice)
	// Scale is how large text and controls are, in percent.
	Scale() int
	// SetScale draws everything in another size, from settings.ScaleLeast to
	// settings.ScaleMost, and keeps that for the next start; 0 is the size that nobody
	// chose.
	SetScale(percent int)
}

// Tools are what the shell lends to the pages.
type Tools struct {
	Go      func(nav.Route)
	Exists  func(nav.Page) bool // whether a page can be gone to
	Refresh func()              // one round of sync, as F5 does
	Say     func(words.Told)    // a toast
	// Offer is Say with something that can be done about it, by a button with a label.
	Offer    func(told words.Told, label string, do func())
	SignedIn func() // somebody is signed in: leave the sign-in page
	SignOut  func()
	Switch   func() // to the sign-in page, with whoever is signed in still there
	// ChooseFile asks where a file is to be written, with a name suggested, and
	// ChooseFolder into which folder; whoever gives up chooses nothing.
	ChooseFile   func(suggested string, chosen func(path string))
	ChooseFolder func(chosen func(path string))
	OpenFolder   func(folder string) error // in the system's file manager
	// Account is the one that is selected, as last read; the zero one before that.
	Account func() billing.AccountSummary
	// Busy says what is under way on any page, which is lost where the pages are made
	// anew; empty where nothing is.
	Busy func() string
	// Leave does what closes every page, once whoever typed something that would be lost
	// by it was asked; of whoever stays the second is told, which may be nil.
	Leave func(leave, stay func())
	// Unsaved says of each page what that would be, for a question that is asked anyway.
	Unsaved       func() []string
	ShowAbout     func()
	ShowShortcuts func()
	Back          func() // leaves the sign-in page for the saved copy; nil while nobody is signed in
}

// Builders make the pages; the shell calls one when its page is first shown.
// Pages that are not in it do not exist in the sidebar.
type Builders map[nav.Page]func(Tools) nav.View

// Deps is what the shell works with.
type Deps struct {
	Context    context.Context // the application's life
	Window     fyne.Window
	Account    Account
	Session    Session
	Appearance Appearance
	Scheduler  load.Scheduler
	Pages      Builders
	Words      words.Printer
	Now        func() time.Time
	Start      nav.Route         // where a signed-in person begins
	Copy       func(text string) // to the clipboard
	Program    about.Program
	OpenFolder func(folder string) error // in the system's file manager
	Folder     string                    // where files are suggested to be written at first
}
