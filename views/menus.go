package views

import (
	"context"

	"fyne.io/fyne/v2"

	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// accountMenu lists the accounts, each with the person's role, and the
// workspaces of the one that is open.
func (s *Shell) accountMenu(from fyne.CanvasObject) {
	var items []*fyne.MenuItem
	for _, account := range s.last.accounts {
		label := words.T("{account}, {role}", "account", account.Name, "role", words.Role(account.Role))
		item := fyne.NewMenuItem(label, func() { s.selectAccount(account.ID) })
		item.Checked = account.ID == s.last.selected
		items = append(items, item)
	}
	if open := s.last.selectedAccount(); len(open.Workspaces) > 1 {
		items = append(items, fyne.NewMenuItemSeparator())
		for _, workspace := range open.Workspaces {
			item := fyne.NewMenuItem(workspaceName(workspace), func() { s.selectWorkspace(workspace.ID) })
			item.Checked = workspaceNote(open, s.workspace) == item.Label
			items = append(items, item)
		}
	}
	if besides := s.besides(); len(besides) > 0 {
		if len(items) > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		items = append(items, besides...)
	}
	if len(items) > 0 {
		s.popUp(fyne.NewMenu("", items...), from, false)
	}
}

// selectAccount opens another account, and offers the way back: whatever is changed
// next is changed there. What is under way is awaited: what came of it would be told to
// nobody.
func (s *Shell) selectAccount(id string) {
	if id == s.last.selectedAccount().ID {
		return
	}
	if busy := s.Busy(); busy != "" {
		s.Say(words.Told{Failed: true, What: busy, Next: words.T("Switch accounts once that has ended.")})
		return
	}
	s.Leave(func() { s.open(id) }, nil)
}

// open opens another account in place of the one that is.
func (s *Shell) open(id string) {
	before := s.last.selectedAccount()
	// What is on the screen can do nothing from here on: it would be done to whichever
	// account is selected by then.
	s.forget()
	s.acting = words.T("Another account is being opened.")
	s.actions.Run(s.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.deps.Session.Select(ctx, id)
	}, func(_ struct{}, err error) {
		s.acting = ""
		s.forget()
		s.glance()
		if err != nil {
			s.show(s.history.Current())
			s.Say(s.deps.Words.Error(err))
			return
		}
		s.history = nav.NewHistory(nav.Route{Page: home(s.shown)})
		s.show(s.history.Current())
		told := words.Told{What: words.T("This is {account} now.", "account", find(s.last.accounts, id).Name)}
		s.Offer(told, words.T("Back to {account}", "account", before.Name), func() { s.latest().selectAccount(before.ID) })
	})
}

// evict shows another account to somebody who was taken out of the one that was open.
func (s *Shell) evict() {
	s.shut()
	s.forget()
	s.account = s.last.selected
	if s.shown.Page == nav.PageSignIn {
		return
	}
	s.history = nav.NewHistory(nav.Route{Page: home(s.shown)})
	s.show(s.history.Current())
	if now := s.last.selectedAccount().Name; now != "" {
		s.Say(words.Told{What: words.T("This is {account} now.", "account", now)})
	}
}

func (s *Shell) selectWorkspace(id string) {
	s.workspace = id
	s.present()
}

// look is a variant of the theme that can be chosen.
type look struct {
	choice theme.Choice
	label  string
}

func looks() []look {
	return []look{
		{theme.ChoiceSystem, words.T("Look: as the system")},
		{theme.ChoiceLight, words.T("Look: light")},
		{theme.ChoiceDark, words.T("Look: dark")},
		{theme.ChoiceContrast, words.T("Look: high contrast")},
	}
}

// personMenu has what concerns the person rather than an account.
func (s *Shell) personMenu(from fyne.CanvasObject) {
	s.popUp(fyne.NewMenu("", s.personItems()...), from, true)
}

func (s *Shell) personItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, c := range looks() {
		item := fyne.NewMenuItem(c.label, func() { s.deps.Appearance.Choose(c.choice) })
		item.Checked = c.choice == s.deps.Appearance.Choice()
		items = append(items, item)
	}
	return append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(words.T("Keyboard shortcuts"), s.openShortcuts), fyne.NewMenuItem(words.T("About Billfold"), s.openAbout),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(words.T("Switch person"), s.switchPerson), fyne.NewMenuItem(words.T("Sign out"), s.signOut))
}

// switchPerson shows who else is signed in here, and the ways to sign in.
func (s *Shell) switchPerson() {
	if s.moving() {
		return
	}
	s.Leave(func() { s.Go(nav.Route{Page: nav.PageSignIn}) }, nil)
}

// signOut asks first, wherever it was pressed: the saved copy goes, and so does what was
// typed and is not saved.
func (s *Shell) signOut() {
	if s.moving() {
		return
	}
	copied := words.T("The saved copy goes from this computer. Drafts, and changes without an answer, stay for your next sign-in.")
	s.askToLeave(words.T("Sign out?"), append([]string{copied}, s.unsaved()...), words.T("Sign out here"), s.leaveHere, nil)
}

// moving says that another account is being opened, or that the person is being signed
// out, where either is: nothing else of the kind begins meanwhile.
func (s *Shell) moving() bool {
	if s.acting != "" {
		s.Say(words.Told{What: s.acting})
	}
	return s.acting != ""
}

func (s *Shell) leaveHere() {
	s.acting = words.T("You are being signed out.")
	s.actions.Run(s.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.deps.Session.SignOut(ctx)
	}, func(_ struct{}, err error) {
		s.acting = ""
		if err != nil {
			s.Say(s.deps.Words.Error(err))
			return
		}
		s.renew()
	})
}

// popUp shows a menu under what opened it, or above.
func (s *Shell) popUp(menu *fyne.Menu, from fyne.CanvasObject, above bool) {
	pop := widgets.NewMenu(menu, s.deps.Window.Canvas())
	pop.Resize(pop.MinSize().Max(fyne.NewSize(from.Size().Width, 0)))
	at := fyne.NewPos(0, from.Size().Height+theme.Gap4)
	if above {
		at.Y = -pop.Size().Height - theme.Gap4
	}
	pop.ShowAtRelativePosition(at, from)
}
