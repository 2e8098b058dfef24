//go:build uidrive

package uidrive

import (
	"fmt"
	"regexp"
	"strings"
)

// Request is one line of JSON from the driver. Without Text it asks for what is
// visible now; with one, the answer comes when the condition holds and has held
// still for two looks, or when the time is over.
type Request struct {
	Text      string `json:"text"`
	Match     string `json:"match"` // exact (the default), prefix, or regexp
	State     string `json:"state"` // visible (the default), enabled, focused, gone, or focus_left
	TimeoutMS int    `json:"timeout_ms"`
}

// Answer is one line of JSON to the driver. Met is false when the time ran out;
// the windows are then what was there instead.
type Answer struct {
	Met     bool     `json:"met"`
	Error   string   `json:"error,omitempty"` // the request made no sense
	Found   *Text    `json:"found,omitempty"` // the first text that met the condition
	Windows []Window `json:"windows"`
}

// Window is one window of the program.
type Window struct {
	Title string  `json:"title"`
	Scale float32 `json:"scale"` // pixels for each unit of the toolkit
	Focus *Focus  `json:"focus,omitempty"`
	Texts []Text  `json:"texts"`
}

// Focus is what the keyboard goes to. Key tells one object from another for as
// long as both exist; Text is every text drawn in it.
type Focus struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// Text is one visible text. The rectangle is in pixels from the window's own
// upper left corner, and only its part that is not scrolled or clipped away.
type Text struct {
	Text    string `json:"text"`
	Window  string `json:"window"` // title
	X       int    `json:"x"`
	Y       int    `json:"y"`
	W       int    `json:"w"`
	H       int    `json:"h"`
	Enabled bool   `json:"enabled"` // false within a disabled widget and below a pop-up
	Focused bool   `json:"focused"`
}

// condition tells whether what is visible is what a request waits for.
type condition func([]Window) (*Text, bool)

func (r Request) condition() (condition, error) {
	matches, err := r.matcher()
	if err != nil {
		return nil, err
	}
	find := func(windows []Window, also func(Text) bool) (*Text, bool) {
		for _, w := range windows {
			for _, t := range w.Texts {
				if matches(t.Text) && also(t) {
					return &t, true
				}
			}
		}
		return nil, false
	}
	switch r.State {
	case "", "visible":
		return func(w []Window) (*Text, bool) { return find(w, func(Text) bool { return true }) }, nil
	case "enabled":
		return func(w []Window) (*Text, bool) { return find(w, func(t Text) bool { return t.Enabled }) }, nil
	case "focused":
		return func(w []Window) (*Text, bool) { return find(w, func(t Text) bool { return t.Focused }) }, nil
	case "gone":
		return func(w []Window) (*Text, bool) {
			_, found := find(w, func(Text) bool { return true })
			return nil, !found
		}, nil
	case "focus_left": // Text is the key of the object that had the focus
		return func(w []Window) (*Text, bool) { return nil, focusKey(w) != r.Text }, nil
	}
	return nil, fmt.Errorf("unknown state %q", r.State)
}

func (r Request) matcher() (func(string) bool, error) {
	switch r.Match {
	case "", "exact":
		return func(s string) bool { return s == r.Text }, nil
	case "prefix":
		return func(s string) bool { return strings.HasPrefix(s, r.Text) }, nil
	case "regexp":
		re, err := regexp.Compile(r.Text)
		if err != nil {
			return nil, fmt.Errorf("compile pattern: %w", err)
		}
		return re.MatchString, nil
	}
	return nil, fmt.Errorf("unknown match %q", r.Match)
}

func focusKey(windows []Window) string {
	for _, w := range windows {
		if w.Focus != nil {
			return w.Focus.Key
		}
	}
	return ""
}
