package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Chosen is what a person chose or did last, and what the next start begins
// with. There is nothing secret in it.
type Chosen struct {
	Server   string           `json:"server,omitempty"` // the last one signed in to, unless that was the demo
	Demo     bool             `json:"demo,omitempty"`   // the last one signed in to was the embedded demo
	Visits   map[string]Visit `json:"visits,omitempty"` // by server, the desktop's
	Terminal *TokenVisit      `json:"terminal,omitempty"`
	// Others are signed in too, by server, the last one first.
	Others  map[string][]Visit `json:"others,omitempty"`
	Window  Size               `json:"window"`
	Page    string             `json:"page,omitempty"`    // the last page's route
	Variant string             `json:"variant,omitempty"` // the theme's; empty follows the system
	// StaleMinutes is the age from which a copy is called stale; 0 was not chosen.
	StaleMinutes int `json:"stale_minutes,omitempty"`
	// Language is that of everything that is said; empty is the system's.
	Language string `json:"language,omitempty"`
	Zone     Zone   `json:"zone,omitempty"`
	// Scale is how large text and controls are drawn, in percent of what the monitor
	// asks for; 0 was not chosen.
	Scale int `json:"scale,omitempty"`
	// IgnoreDPI draws everything as if on a monitor of ordinary density.
	IgnoreDPI bool `json:"ignore_dpi,omitempty"`
	// Columns are how wide the person made the columns of tables, in the toolkit's
	// units, by table and column.
	Columns map[string]map[string]float32 `json:"columns,omitempty"`
	// Alerts are the kinds of system notifications that the person turned on or off.
	Alerts map[string]bool `json:"alerts,omitempty"`
}

// Leave forgets that a person was signed in to a server, whoever is there now.
func (c *Chosen) Leave(server, personID string) {
	if c.Visits[server].PersonID == personID {
		delete(c.Visits, server)
	}
	others := slices.DeleteFunc(c.Others[server], func(v Visit) bool { return v.PersonID == personID })
	if delete(c.Others, server); len(others) > 0 {
		c.Others[server] = others
	}
	if c.Terminal != nil && c.Terminal.PersonID == personID {
		c.Terminal = nil
	}
}

// Enter makes somebody the one who is signed in to a server last; who was before
// stays signed in behind them.
func (c *Chosen) Enter(server string, v Visit) {
	before, was := c.Visits[server]
	others := slices.DeleteFunc(c.Others[server], func(o Visit) bool {
		if o.PersonID == v.PersonID {
			v.Account = o.Account
		}
		return o.PersonID == v.PersonID
	})
	switch {
	case was && before.PersonID == v.PersonID:
		v.Account = before.Account
	case was:
		others = append([]Visit{before}, others...)
	}
	c.Visits[server] = v
	if c.Others == nil {
		c.Others = map[string][]Visit{}
	}
	c.Others[server] = others
}

// Visit is who was signed in to a server last, and the account they had open.
type Visit struct {
	PersonID string `json:"person_id"`
	Name     string `json:"name"`
	Email    string `json:"email"`
	Account  string `json:"account,omitempty"`
}

// TokenVisit is whose access token a terminal used last, so that the same token
// finds the same copy offline. The fingerprint cannot be turned back into it.
type TokenVisit struct {
	Fingerprint string `json:"fingerprint"`
	Visit
}

// Size is a window's size in the toolkit's units; 0 is not known.
type Size struct {
	Width  float32 `json:"width"`
	Height float32 `json:"height"`
}

// Preferences is the file that holds what was chosen. Its methods may be called
// from any goroutine.
type Preferences struct {
	path     string
	setAside string

	mu     sync.Mutex
	chosen Chosen
}

// OpenPreferences reads the file; a missing one is empty, and a broken one is
// moved aside, because nothing in it is worth keeping a program from starting.
func OpenPreferences(path string) (*Preferences, error) {
	p := &Preferences{path: path}
	var broken *brokenFile
	err := p.read()
	if errors.As(err, &broken) {
		p.setAside = path + ".broken"
		if err := os.Rename(path, p.setAside); err != nil {
			return nil, fmt.Errorf("set broken preferences aside: %w", err)
		}
		return p, nil
	}
	return p, err
}

// brokenFile is a file that was read and is not what we write.
type brokenFile struct{ cause error }

func (b *brokenFile) Error() string { return "preferences are broken: " + b.cause.Error() }

func (p *Preferences) read() error {
	raw, err := os.ReadFile(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read preferences: %w", err)
	}
	var chosen Chosen
	if err := json.Unmarshal(raw, &chosen); err != nil {
		return &brokenFile{cause: err}
	}
	p.chosen = chosen.usable()
	return nil
}

// SetAside is where a broken file was moved to on opening, or empty.
func (p *Preferences) SetAside() string { return p.setAside }

// Get is a copy of what is chosen.
func (p *Preferences) Get() Chosen {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.chosen.clone()
}

// Update changes what is chosen and writes it down, whole or not at all. What
// another program chose meanwhile is kept. On an error the change still holds
// until the program ends.
func (p *Preferences) Update(change func(*Chosen)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	// Where the file cannot be read any more, what this program knows is written.
	_ = p.read()
	next := p.chosen.clone()
	change(&next)
	p.chosen = next
	raw, err := json.MarshalIndent(next, "", "  ")
	if err != nil {
		return fmt.Errorf("encode preferences: %w", err)
	}
	if err := replace(p.path, append(raw, '\n')); err != nil {
		return fmt.Errorf("write preferences: %w", err)
	}
	return nil
}

func (c Chosen) clone() Chosen {
	c.Visits = maps.Clone(c.Visits)
	if c.Visits == nil {
		c.Visits = map[string]Visit{}
	}
	c.Others = maps.Clone(c.Others)
	for server, others := range c.Others {
		c.Others[server] = slices.Clone(others)
	}
	c.Alerts = maps.Clone(c.Alerts)
	c.Columns = maps.Clone(c.Columns)
	for table, widths := range c.Columns {
		c.Columns[table] = maps.Clone(widths)
	}
	return c
}

// replace puts new content into a file so that a crash at any instant leaves
// either the old one or the new one.
func replace(path string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = temp.Write(content)
	if err == nil {
		err = temp.Sync()
	}
	if err := errors.Join(err, temp.Close()); err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return syncDirectory(filepath.Dir(path))
}
