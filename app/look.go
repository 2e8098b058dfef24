package app

import (
	"slices"
	"sync"
	"time"

	"billfold/app/config"
	"billfold/views"
	"billfold/views/nav"
	"billfold/views/settings"
	"billfold/views/theme"
	"billfold/views/words"
)

// appearance is how the person chose to have everything drawn and said. It belongs to
// the goroutine of the user interface.
type appearance struct {
	app      *application
	choice   theme.Choice
	scale    int // in percent; 0 was not chosen
	ignores  bool
	language words.Language // empty is the system's
	zone     config.Zone

	mu      sync.Mutex
	unkept  []func(*config.Chosen) // in the order that they were chosen in
	keeping sync.Mutex             // one write at a time, so that the last choice is what stays
}

var (
	_ views.Appearance = (*appearance)(nil)
	_ settings.Look    = (*appearance)(nil)
)

func newAppearance(a *application, c config.Chosen) *appearance {
	p := &appearance{
		app: a, choice: theme.Choice(c.Variant), scale: c.Scale, ignores: c.IgnoreDPI, zone: c.Zone,
	}
	if p.choice == "" {
		p.choice = theme.ChoiceSystem
	}
	if spoken := words.Language(c.Language); slices.Contains(words.Languages(), spoken) {
		p.language = spoken
	}
	return p
}

// Choice is the theme that is chosen now.
func (p *appearance) Choice() theme.Choice { return p.choice }

// Choose repaints everything and keeps the choice.
func (p *appearance) Choose(choice theme.Choice) {
	p.choice = choice
	p.app.fyne.Settings().SetTheme(theme.New(choice))
	p.keep(func(c *config.Chosen) { c.Variant = string(choice) })
}

// Language is what everything is said in; empty follows the system.
func (p *appearance) Language() words.Language { return p.language }

// SetLanguage says everything anew, and keeps the choice.
func (p *appearance) SetLanguage(l words.Language) {
	p.language = l
	p.keep(func(c *config.Chosen) { c.Language = string(l) })
	p.app.sayAnew(nav.SettingLanguage)
}

// Zone is where clock times are told for.
func (p *appearance) Zone() settings.Zone { return settings.Zone(p.zone) }

// SetZone says everything anew, and keeps the choice.
func (p *appearance) SetZone(z settings.Zone) {
	p.zone = config.Zone(z)
	p.keep(func(c *config.Chosen) { c.Zone = config.Zone(z) })
	p.app.sayAnew(nav.SettingZone)
}

// keep remembers a choice for the next start.
func (p *appearance) keep(change func(*config.Chosen)) {
	p.mu.Lock()
	p.unkept = append(p.unkept, change)
	p.mu.Unlock()
	p.app.scheduler.Background(func() {
		p.keeping.Lock()
		defer p.keeping.Unlock()
		p.mu.Lock()
		changes := p.unkept
		p.unkept = nil
		p.mu.Unlock()
		err := p.app.preferences.Update(func(c *config.Chosen) {
			for _, change := range changes {
				change(c)
			}
		})
		if err != nil {
			p.app.log.Warn("look not remembered", "error", err)
		}
	})
}

// speak has everything said in the chosen language from now on, and returns what
// prints for a reader of it in the chosen zone.
func (p *appearance) speak() words.Printer {
	language := p.language
	if language == "" {
		language = words.SystemLanguage()
	}
	words.Speak(language)
	print := words.Printer{Locale: words.SystemLocale(), Zone: time.UTC}
	switch p.zone {
	case config.ZoneLocal:
		print.Zone = localZone()
	case config.ZoneBilling:
		print.Follow = p.app.desk.Zone
	case config.ZoneUTC:
	}
	return print
}

// speak has everything said as the person chose it, by the next shell and by whoever
// tells what is new.
func (a *application) speak() {
	print := a.look.speak()
	a.print = print
	a.telling.Store(&print)
}

// sayAnew puts a shell in place of the one on the screen, at the settings, once what
// was pressed there has had its effect: pages keep the words that they were made with,
// so that all of them are made anew, and nothing is said half in another way.
func (a *application) sayAnew(arg string) {
	a.scheduler.UI(func() {
		a.speak()
		a.shell = views.Anew(a.furnish(nav.Route{Page: nav.PageSettings, Arg: arg}), a.shell)
	})
}
