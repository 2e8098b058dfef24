package views

import (
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/palette"
	"billfold/views/panel"
	"billfold/views/widgets"
	"billfold/views/words"
)

// The palette's width and distance from the window's top, in units.
const (
	paletteWidth float32 = 640
	paletteTop   float32 = 96
)

func (s *Shell) newPalette() *palette.Palette {
	return palette.New(palette.Deps{
		Context: s.deps.Context, Source: s.deps.Account, Scheduler: s.deps.Scheduler, Go: s.Go,
		Close: func() { s.shut() }, Resized: s.resized, Words: s.deps.Words, Now: s.deps.Now,
	})
}

// resized places what lies over the window again, after it became higher or lower.
func (s *Shell) resized() {
	if s.layer != nil {
		s.layer.overlay.Refresh()
	}
}

// togglePalette is the palette's key.
func (s *Shell) togglePalette() {
	if s.layer != nil && s.layer.is == layerPalette {
		s.shut()
		return
	}
	s.openPalette()
}

// openPalette finds things for whoever is signed in.
func (s *Shell) openPalette() {
	if s.shown.Page == nav.PageSignIn {
		return
	}
	s.shut()
	content, first := s.palette.Open(palette.Opening{
		Account: s.last.selectedAccount().Name, Facts: s.last.facts, Places: s.places(), Own: s.ownActions(),
	})
	overlay := widgets.NewOverlay(content, widgets.Hanging(paletteWidth, paletteTop), func() { s.shut() }).WithScrim()
	s.lay(layer{is: layerPalette, overlay: overlay, closed: s.palette.Closed}, first)
}

// places are the pages as the palette shows them.
func (s *Shell) places() []palette.Place {
	var all []palette.Place
	for _, e := range s.entries() {
		all = append(all, palette.Place{Page: e.page, Icon: e.icon, Label: e.label, Key: s.keyOf(e.page)})
	}
	return all
}

// ownActions are those of the window: nothing in them is about money.
func (s *Shell) ownActions() []palette.Entry {
	all := []palette.Entry{
		{Icon: resources.IconRefresh, Title: words.T("Refresh"), Right: "F5", Do: s.Refresh},
	}
	for _, a := range s.last.accounts {
		if a.ID != s.last.selected {
			all = append(all, palette.Entry{
				Icon: resources.IconChevrons, Title: words.T("Switch to {account}", "account", a.Name), Note: words.Role(a.Role),
				Also: words.T("Account"), Do: func() { s.selectAccount(a.ID) },
			})
		}
	}
	for _, w := range s.otherWorkspaces() {
		all = append(all, palette.Entry{
			Icon: resources.IconChevrons, Title: workspaceName(w), Note: words.T("of this account"), Do: func() { s.selectWorkspace(w.ID) },
		})
	}
	for _, l := range looks() {
		if l.choice != s.deps.Appearance.Choice() {
			all = append(all, palette.Entry{
				Icon: resources.IconSparkle, Title: l.label, Also: words.T("Theme"), Do: func() { s.deps.Appearance.Choose(l.choice) },
			})
		}
	}
	return append(all,
		palette.Entry{Icon: resources.IconInfo, Title: words.T("Keyboard shortcuts"), Right: "F1", Do: s.openShortcuts},
		palette.Entry{Icon: resources.IconInfo, Title: words.T("About Billfold"), Note: words.T("version, licences, logs"), Do: s.openAbout},
		palette.Entry{Icon: resources.IconUser, Title: words.T("Switch person"), Do: s.switchPerson},
		palette.Entry{Icon: resources.IconUser, Title: words.T("Sign out"), Do: s.signOut})
}

// otherWorkspaces are those of the account that are not chosen.
func (s *Shell) otherWorkspaces() []billing.Workspace {
	account := s.last.selectedAccount()
	var all []billing.Workspace
	for _, w := range account.Workspaces {
		if workspaceName(w) != workspaceNote(account, s.workspace) {
			all = append(all, w)
		}
	}
	return all
}

// togglePanel opens the panel of plan and usage under the badge, or closes it.
func (s *Shell) togglePanel() {
	if s.layer != nil && s.layer.is == layerPanel {
		s.shut()
		return
	}
	s.panel = panel.New(panel.Deps{
		Plans: func() { s.Go(nav.Route{Page: nav.PagePlans}) }, Refresh: s.Refresh, Close: func() { s.shut() }, Words: s.deps.Words,
	})
	open := s.panel
	s.updatePanel(s.deps.Now())
	overlay := widgets.NewOverlay(open.Content(), widgets.Under(s.frame.header.badge, panel.Width), func() { s.shut() })
	s.lay(layer{is: layerPanel, overlay: overlay, closed: func() { s.panel = nil }}, open.FirstFocus())
}

// updatePanel shows on the open panel what was read.
func (s *Shell) updatePanel(now time.Time) {
	if s.panel == nil {
		return
	}
	account := s.last.selectedAccount()
	if s.panel.Update(panel.Data{Facts: s.last.facts, Freshness: s.last.freshness, PlanName: planName(s.last, account)}, now) {
		s.resized()
	}
}
