package app

import (
	"os"
	"strconv"

	"billfold/app/config"

	"fyne.io/fyne/v2"
)

// The toolkit takes both from our own environment whenever its settings are told to
// have changed; its settings file is other programs' too, and is left alone.
const (
	scaleVariable = "FYNE_SCALE"
	dpiVariable   = "FYNE_DISABLE_DPI_DETECTION"
)

// usualScale is the size, in percent, of who chose none.
const usualScale = 100

// surroundings are the toolkit's variables as the program was started with them.
type surroundings map[string]string

func readSurroundings() surroundings {
	s := surroundings{}
	for _, name := range []string{scaleVariable, dpiVariable} {
		if value, ok := os.LookupEnv(name); ok {
			s[name] = value
		}
	}
	return s
}

// set gives the toolkit a variable, or back what it was started with where there is
// nothing to give.
func (s surroundings) set(name, value string) error {
	if value != "" {
		return os.Setenv(name, value)
	}
	if before, ok := s[name]; ok {
		return os.Setenv(name, before)
	}
	return os.Unsetenv(name)
}

// apply has the toolkit take the size that was chosen the next time it looks.
func (s surroundings) apply(c config.Chosen) error {
	scale, dpi := "", ""
	if c.Scale != 0 {
		scale = strconv.FormatFloat(float64(c.Scale)/usualScale, 'f', 2, 64)
	}
	if c.IgnoreDPI {
		dpi = "true"
	}
	if err := s.set(scaleVariable, scale); err != nil {
		return err
	}
	return s.set(dpiVariable, dpi)
}

// Scale is how large everything is drawn, in percent.
func (p *appearance) Scale() int {
	if p.scale == 0 {
		return usualScale
	}
	return p.scale
}

// SetScale draws everything in another size, and keeps it; 0 is the usual one.
func (p *appearance) SetScale(percent int) {
	if percent != 0 {
		percent = max(config.ScaleLeast, min(percent, config.ScaleMost))
	}
	p.scale = percent
	p.redraw()
	p.keep(func(c *config.Chosen) { c.Scale = percent })
}

// IgnoresMonitor tells whether the monitor's own density counts for nothing.
func (p *appearance) IgnoresMonitor() bool { return p.ignores }

// IgnoreMonitor draws everything as if the monitor were of ordinary density, or not.
func (p *appearance) IgnoreMonitor(ignore bool) {
	p.ignores = ignore
	p.redraw()
	p.keep(func(c *config.Chosen) { c.IgnoreDPI = ignore })
}

// redraw has the toolkit take up the size. The window stays as large on the screen as
// it was, however much finds room in it: one that grew with its text would soon be
// larger than the screen.
func (p *appearance) redraw() {
	a := p.app
	if err := a.surroundings.apply(config.Chosen{Scale: p.scale, IgnoreDPI: p.ignores}); err != nil {
		a.log.Warn("size not taken up", "error", err)
		return
	}
	c := a.window.Canvas()
	size, before := c.Size(), c.Scale()
	a.fyne.Settings().SetTheme(a.fyne.Settings().Theme()) // which tells the toolkit to look
	if after := c.Scale(); after != before && !a.window.FullScreen() {
		a.window.Resize(fyne.NewSize(size.Width*before/after, size.Height*before/after))
	}
}
