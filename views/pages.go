package views

import (
	"context"
	"maps"
	"runtime"
	"time"

	"billfold/views/checkout"
	"billfold/views/credits"
	"billfold/views/history"
	"billfold/views/invoices"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/overview"
	"billfold/views/payments"
	"billfold/views/plans"
	"billfold/views/seats"
	"billfold/views/settings"
	"billfold/views/signin"
	"billfold/views/storage"
	"billfold/views/support"
	"billfold/views/words"
)

// Source is everything that the pages read and do.
type Source interface {
	overview.Source
	plans.Source
	checkout.Source
	invoices.Source
	payments.Source
	history.Source
	settings.Source
	storage.Source
	credits.Source
	seats.Source
	support.Source
}

// PageDeps is what the pages are made with.
type PageDeps struct {
	Context   context.Context // the application's life
	Source    Source
	SignIn    signin.Source
	Scheduler load.Scheduler
	Words     words.Printer
	Now       func() time.Time
	Copy      func(text string) // to the clipboard
	Version   string
	Look      settings.Look
}

// Pages are the pages that exist.
func Pages(d PageDeps) Builders {
	all := planPages(d)
	maps.Copy(all, moneyPages(d))
	return all
}

// planPages are about what an account has, and may have.
func planPages(d PageDeps) Builders {
	return Builders{
		nav.PageOverview: func(t Tools) nav.View {
			return overview.New(overview.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler,
				Go: t.Go, Exists: t.Exists, Refresh: t.Refresh, Say: t.Say, Words: d.Words, Now: d.Now,
			})
		},
		nav.PagePlans: func(t Tools) nav.View {
			return plans.New(plans.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler,
				Go: t.Go, Exists: t.Exists, Say: t.Say, Copy: d.Copy, Words: d.Words, Now: d.Now,
			})
		},
		nav.PageCheckout: func(t Tools) nav.View {
			return checkout.New(checkout.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler,
				Go: t.Go, Exists: t.Exists, Say: t.Say, Copy: d.Copy, Words: d.Words, Now: d.Now,
			})
		},
		nav.PageStorage: func(t Tools) nav.View {
			return storage.New(storage.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler,
				Go: t.Go, Say: t.Say, Copy: d.Copy, Words: d.Words, Now: d.Now,
			})
		},
		nav.PageCredits: func(t Tools) nav.View {
			return credits.New(credits.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler, Go: t.Go, Words: d.Words, Now: d.Now,
			})
		},
		nav.PageSeats: func(t Tools) nav.View {
			return seats.New(seats.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler,
				Go: t.Go, Say: t.Say, Copy: d.Copy, Words: d.Words, Now: d.Now,
			})
		},
	}
}

// moneyPages are about what was billed and is paid, and about who sees to that.
func moneyPages(d PageDeps) Builders {
	return Builders{
		nav.PageInvoices: func(t Tools) nav.View {
			return invoices.New(invoices.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler,
				Go: t.Go, Exists: t.Exists, Say: t.Say, Offer: t.Offer, Copy: d.Copy,
				ChooseFile: t.ChooseFile, ChooseFolder: t.ChooseFolder, OpenFolder: t.OpenFolder, Words: d.Words, Now: d.Now,
			})
		},
		nav.PagePayments: func(t Tools) nav.View {
			return payments.New(payments.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler,
				Go: t.Go, Refresh: t.Refresh, Say: t.Say, Copy: d.Copy, Words: d.Words, Now: d.Now,
			})
		},
		nav.PageHistory: func(t Tools) nav.View {
			return history.New(history.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler, ChooseFile: t.ChooseFile,
				Go: t.Go, Say: t.Say, Copy: d.Copy, Words: d.Words, Now: d.Now,
			})
		},
		nav.PageSupport: func(t Tools) nav.View {
			return support.New(support.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler, Go: t.Go, Exists: t.Exists, Refresh: t.Refresh,
				Say: t.Say, Copy: d.Copy, ChooseFile: t.ChooseFile, Words: d.Words, Now: d.Now, Version: d.Version, System: system(),
			})
		},
		nav.PageSettings: func(t Tools) nav.View {
			return settings.New(settings.Deps{
				Context: d.Context, Source: d.Source, Scheduler: d.Scheduler, Look: d.Look, Account: t.Account, Busy: t.Busy, Leave: t.Leave, Unsaved: t.Unsaved, Version: d.Version,
				Go: t.Go, Refresh: t.Refresh, ChooseFolder: t.ChooseFolder, SignOut: t.SignOut, Switch: t.Switch,
				ShowAbout: t.ShowAbout, ShowShortcuts: t.ShowShortcuts, Say: t.Say, Copy: d.Copy, Words: d.Words, Now: d.Now,
			})
		},
		nav.PageSignIn: func(t Tools) nav.View {
			return signin.New(signin.Deps{
				Context: d.Context, Source: d.SignIn, Scheduler: d.Scheduler,
				Words: d.Words, Version: d.Version, Copy: d.Copy, Done: t.SignedIn, Back: t.Back,
			})
		},
	}
}

// system is what people call the system that the program runs on.
func system() string {
	switch runtime.GOOS {
	case "linux":
		return "Linux"
	case "darwin":
		return "macOS"
	case "windows":
		return "Windows"
	default:
		return runtime.GOOS
	}
}
