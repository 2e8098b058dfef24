// Package documents makes files of what billing says, for people and their
// bookkeeping: sheets as CSV and invoices as PDF.
package documents

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"billfold/billing/money"
)

// Sheet is a table as a file has it: what its columns are called, and its rows, which
// are made one at a time. Amounts are decimal strings beside a currency, instants
// RFC 3339 in UTC.
type Sheet struct {
	Head []string
	Rows iter.Seq[[]string]
}

// byteOrderMark tells spreadsheets that the file is UTF-8, which some take for the
// system's old encoding otherwise.
const byteOrderMark = "\ufeff"

// CSV writes the sheet for programs. It ends between two rows with the context's error.
func (s Sheet) CSV(ctx context.Context, w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(guarded(s.Head)); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	for cells := range s.Rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := out.Write(guarded(cells)); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return ctx.Err()
}

// ForSpreadsheets writes the sheet as CSV for whoever opens it by a double click.
func (s Sheet) ForSpreadsheets(ctx context.Context, w io.Writer) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return s.CSV(ctx, w)
}

func guarded(cells []string) []string {
	out := make([]string, len(cells))
	for i, cell := range cells {
		out[i] = guard(cell)
	}
	return out
}

// formula are the signs that spreadsheets begin a formula with, in the width of Latin
// letters and in that of Chinese ones, and what their importers skip before one.
const (
	formula = sums + "\t\r\n"
	sums    = "=+-@＝＋－＠"
)

var negative = regexp.MustCompile(`^-[0-9]+(\.[0-9]+)?$`)

// guard keeps a spreadsheet from taking a name for a formula: an apostrophe in
// front makes it text. A plain negative number is one. Where the comma is no separator,
// as in German, a cell's quotes are none either, and it is parted at each semicolon, tab
// and end of a line; so what stands behind one of those is guarded too.
func guard(cell string) string {
	var b strings.Builder
	parts := partsOf(cell)
	if begins(parts[0], formula, "") && !negative.MatchString(cell) {
		b.WriteByte('\'')
	}
	b.WriteString(parts[0])
	for _, part := range parts[1:] {
		if begins(part, sums, `"`) && !negative.MatchString(strings.TrimSpace(part)) {
			b.WriteByte('\'')
		}
		b.WriteString(part)
	}
	return b.String()
}

// partsOf are a cell's, each with the separator that it ends with; one at least.
func partsOf(cell string) []string {
	var parts []string
	for {
		at := strings.IndexAny(cell, ";\t\r\n")
		if at < 0 {
			return append(parts, cell)
		}
		parts, cell = append(parts, cell[:at+1]), cell[at+1:]
	}
}

// begins tells whether a text begins with one of some signs, but for what an importer
// skips.
func begins(text, signs, skipped string) bool {
	seen := strings.TrimLeftFunc(text, func(r rune) bool {
		return !strings.ContainsRune(signs, r) && (unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc) || strings.ContainsRune(skipped, r))
	})
	return seen != "" && strings.ContainsRune(signs, first(seen))
}

func first(text string) rune {
	for _, r := range text {
		return r
	}
	return 0
}

// each makes rows of items, when they are asked for.
func each[T any](items []T, row func(*T) []string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for n := range items {
			if !yield(row(&items[n])) {
				return
			}
		}
	}
}

// joined are the rows of one table after those of another.
func joined(parts ...iter.Seq[[]string]) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for _, part := range parts {
			for cells := range part {
				if !yield(cells) {
					return
				}
			}
		}
	}
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func instantOrNone(t *time.Time) string {
	if t == nil {
		return ""
	}
	return instant(*t)
}

// decimals is an amount, or nothing where there is none.
func decimals(m money.Money) string {
	if m.IsUnset() {
		return ""
	}
	return m.String()
}

// pairs are params in one cell, in the order of their names: "email=…; role=member".
func pairs(params map[string]string) string {
	all := make([]string, 0, len(params))
	for _, name := range slices.Sorted(maps.Keys(params)) {
		all = append(all, name+"="+params[name])
	}
	return strings.Join(all, "; ")
}
