package views

// Anew is New in place of another shell, which it closes: where the person was and what
// was read are the same, and everything is said anew. What was typed into a page is lost,
// and so is what Busy tells of. What was told stays to be read, and what its pages have to
// tell yet is told here.
func Anew(deps Deps, before *Shell) *Shell {
	before.shut()
	before.Close()
	s := build(deps)
	before.next = s
	s.history, s.workspace, s.notes = before.history, before.workspace, before.notes
	s.last, s.settled, s.folder = before.last, before.settled, before.folder
	s.frame.toasts.take(before.frame.toasts)
	if s.deps.Session.Person().ID == "" {
		s.enter()
		return s
	}
	s.glance()
	s.show(deps.Start)
	return s
}

// latest is the shell that the person sees: this one, or what took its place. What can
// come after its end, such as what a message offers, goes by it.
func (s *Shell) latest() *Shell {
	for s.next != nil {
		s = s.next
	}
	return s
}
