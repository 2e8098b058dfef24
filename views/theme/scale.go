package theme

import "strconv"

// Scale enlarges everything on the canvas, beside the monitor's own scale.
type Scale float32

// The range within which every page stays usable.
const (
	MinScale Scale = 0.5
	MaxScale Scale = 3
)

// Clamp returns the nearest usable scale; 0, which an unset preference reads
// as, is 1.
func (s Scale) Clamp() Scale {
	if s == 0 {
		return 1
	}
	return min(max(s, MinScale), MaxScale)
}

// String writes the scale as the toolkit's FYNE_SCALE variable wants it.
func (s Scale) String() string {
	return strconv.FormatFloat(float64(s.Clamp()), 'f', -1, 32)
}
