package widgets

// isChecked tells whether a row is ticked.
func (t *DataTable) isChecked(row int) bool {
	if len(t.checked) == 0 {
		return false
	}
	_, ok := t.checked[t.Key(row)]
	return ok
}

// ShowChecks puts boxes to tick before the rows, which are then told apart by their
// Key, or takes them away. What was ticked stays so.
func (t *DataTable) ShowChecks(shown bool) {
	if t.checks == shown {
		return
	}
	t.checks = shown
	t.Refresh()
}

// Checked are the keys of the rows that are ticked, among them such as are not listed
// now. The set is the table's own: it is not to be changed.
func (t *DataTable) Checked() map[string]struct{} { return t.checked }

// SetChecked ticks the rows of some keys and no others, without calling OnChecked.
func (t *DataTable) SetChecked(keys ...string) {
	t.checked = make(map[string]struct{}, len(keys))
	for _, key := range keys {
		t.checked[key] = struct{}{}
	}
	t.count()
	t.showChecked()
}

// count finds out how many of the listed rows are ticked.
func (t *DataTable) count() {
	t.listed, t.anchor = 0, -1
	if len(t.checked) == 0 || t.Key == nil {
		return
	}
	for row := range t.length {
		if t.isChecked(row) {
			t.listed++
		}
	}
}

// set ticks a row or clears it.
func (t *DataTable) set(row int, to bool) {
	if row < 0 || row >= t.length || t.isChecked(row) == to {
		return
	}
	if to {
		t.checked[t.Key(row)] = struct{}{}
		t.listed++
	} else {
		delete(t.checked, t.Key(row))
		t.listed--
	}
}

// toggle ticks a row or clears it; reaching, it makes all rows from the one that was
// last ticked or cleared as that one is.
func (t *DataTable) toggle(row int, reach bool) {
	if row < 0 || row >= t.length {
		return
	}
	if reach && t.anchor >= 0 {
		to := t.isChecked(t.anchor)
		for i := min(t.anchor, row); i <= max(t.anchor, row); i++ {
			t.set(i, to)
		}
	} else {
		t.set(row, !t.isChecked(row))
		t.anchor = row
	}
	t.tip = row
	t.tellChecked()
}

// extend follows the focus ring, which came from a row, with ticks from where it was
// when that began.
func (t *DataTable) extend(from int) {
	if t.anchor < 0 || t.tip != from {
		t.anchor = from
	}
	t.tip = t.current
	for i := min(from, t.current); i <= max(from, t.current); i++ {
		within := i >= min(t.anchor, t.current) && i <= max(t.anchor, t.current)
		t.set(i, within)
	}
	t.tellChecked()
}

// toggleAll ticks all listed rows, or clears them where all are ticked.
func (t *DataTable) toggleAll() {
	to := t.listed < t.length
	for row := range t.length {
		t.set(row, to)
	}
	t.anchor = -1
	t.tellChecked()
}

func (t *DataTable) tellChecked() {
	t.showChecked()
	if t.OnChecked != nil {
		t.OnChecked(t.checked)
	}
}

func (t *DataTable) showChecked() {
	t.list.redrawAll()
	t.header.Refresh()
}

// allChecked is what the box in the head says.
func (t *DataTable) allChecked() checkState {
	switch {
	case t.listed == 0:
		return unchecked
	case t.listed < t.length:
		return partly
	default:
		return checked
	}
}
