//go:build unix

package desk

import "fmt"

// Request is a line of app/uidrive's protocol to the program; its comments there hold.
type Request struct {
	Text      string `json:"text"`
	Match     string `json:"match,omitempty"`
	State     string `json:"state,omitempty"`
	TimeoutMS int64  `json:"timeout_ms,omitempty"`
}

// Answer is a line of the protocol to us.
type Answer struct {
	Met     bool   `json:"met"`
	Error   string `json:"error"`
	Found   *Text  `json:"found"`
	Windows []struct {
		Title string `json:"title"`
		Focus *Focus `json:"focus"`
		Texts []Text `json:"texts"`
	} `json:"windows"`
}

// Focus is what has the keyboard.
type Focus struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// Text is a visible text and its rectangle, in pixels from its window's corner.
type Text struct {
	Text    string `json:"text"`
	Window  string `json:"window"`
	X       int    `json:"x"`
	Y       int    `json:"y"`
	W       int    `json:"w"`
	H       int    `json:"h"`
	Enabled bool   `json:"enabled"`
}

// Cond names a visible text.
type Cond struct {
	Words string
	Match string // exact when empty, prefix, or regexp
}

// String is for complaints.
func (c Cond) String() string {
	if c.Match == "" {
		return fmt.Sprintf("the text %q", c.Words)
	}
	return fmt.Sprintf("a text with %s %q", c.Match, c.Words)
}
