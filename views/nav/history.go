package nav

// historyLimit bounds the way back; nobody goes further, and arguments are kept.
const historyLimit = 100

// History is the way that the person came, with where they are now. It belongs
// to the goroutine of the user interface.
type History struct {
	routes []Route
	at     int
}

// NewHistory starts at a route.
func NewHistory(start Route) *History {
	return &History{routes: []Route{start}}
}

// Current returns where the person is.
func (h *History) Current() Route { return h.routes[h.at] }

// Push goes to a route and forgets the way forward. Going where one is already
// changes nothing.
func (h *History) Push(route Route) {
	if route == h.Current() {
		return
	}
	h.routes = append(h.routes[:h.at+1], route)
	if extra := len(h.routes) - historyLimit; extra > 0 {
		h.routes = append([]Route(nil), h.routes[extra:]...)
	}
	h.at = len(h.routes) - 1
}

// Back goes one step back and reports whether there was one.
func (h *History) Back() (Route, bool) { return h.step(-1) }

// Forward undoes one step back and reports whether there was one.
func (h *History) Forward() (Route, bool) { return h.step(1) }

func (h *History) step(by int) (Route, bool) {
	next := h.at + by
	if next < 0 || next >= len(h.routes) {
		return h.Current(), false
	}
	h.at = next
	return h.Current(), true
}
