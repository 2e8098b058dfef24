package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// writeJSON writes one indented document.
func writeJSON(w io.Writer, document any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(document); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// table is rows of cells; columns named in right are numbers.
type table struct {
	head  []string
	right map[int]bool
	rows  [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// write aligns the columns, and leaves no space at a line's end.
func (t *table) write(w io.Writer) error {
	all := t.rows
	if len(t.head) > 0 {
		all = append([][]string{t.head}, t.rows...)
	}
	var widths []int
	for _, row := range all {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row {
			gap := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if t.right[i] {
				line.WriteString(gap + cell)
			} else {
				line.WriteString(cell + gap)
			}
			line.WriteString("  ")
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(line.String(), " ")); err != nil {
			return fmt.Errorf("write table: %w", err)
		}
	}
	return nil
}

// showing says on standard error what to do on a page that is opened in a browser,
// so that standard output is what the command comes to.
func (j *job) showing(what string) func(address string) error {
	return func(address string) error {
		if _, err := fmt.Fprintf(j.err, "%s\n%s\n", what, address); err != nil {
			return fmt.Errorf("show page: %w", err)
		}
		return nil
	}
}

// say writes a line for people.
func (j *job) say(line string) error {
	if _, err := fmt.Fprintln(j.out, line); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
