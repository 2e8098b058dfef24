//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// charge is what a statement says of an invoice.
type charge struct{ amount, day string }

// noteCharge remembers what the list of invoices says of a paid one for something.
func noteCharge(subject string) move {
	return func(ctx context.Context, s *sitting) error {
		if err := see(prefix(subject))(ctx, s); err != nil {
			return err
		}
		texts := s.Texts()
		for i := 1; i+2 < len(texts); i++ {
			if strings.HasPrefix(texts[i], subject) && texts[i+1] == "Paid" {
				s.charge = charge{amount: texts[i+2], day: texts[i-1]}
				return nil
			}
		}
		return fmt.Errorf("no paid invoice for %s is listed", subject)
	}
}

// typeCharge types it as a statement has it.
func typeCharge(ctx context.Context, s *sitting) error {
	return errors.Join(
		fill("Amount, USD", s.charge.amount)(ctx, s),
		fill("Date on the statement", s.charge.day)(ctx, s))
}

// makeFolder makes a folder in the person's home.
func makeFolder(name string) move {
	return func(_ context.Context, s *sitting) error {
		return os.Mkdir(filepath.Join(s.Desk.Home(), name), 0o700)
	}
}

// leastDocument is how many bytes a whole document has at least: its fonts alone are more.
const leastDocument = 5000

// findPapers looks whether a folder has exactly so many documents, each whole, and the two
// tables, and nothing besides.
func findPapers(name string, documents int) move {
	return func(_ context.Context, s *sitting) error {
		folder := filepath.Join(s.Desk.Home(), name)
		entries, err := os.ReadDir(folder)
		if err != nil {
			return fmt.Errorf("look for papers: %w", err)
		}
		kinds := map[string]int{}
		for _, e := range entries {
			if e.IsDir() || strings.HasPrefix(e.Name(), ".") {
				return fmt.Errorf("%s was left behind", e.Name())
			}
			kinds[filepath.Ext(e.Name())]++
			if filepath.Ext(e.Name()) != ".pdf" {
				continue
			}
			content, err := os.ReadFile(filepath.Join(folder, e.Name()))
			if err != nil {
				return fmt.Errorf("read papers: %w", err)
			}
			if !bytes.HasPrefix(content, []byte("%PDF")) || len(content) < leastDocument {
				return fmt.Errorf("%s is no whole document of %d bytes", e.Name(), len(content))
			}
		}
		if kinds[".pdf"] != documents || kinds[".csv"] != 2 || len(entries) != documents+2 {
			return fmt.Errorf("files by ending are %v, not %d documents and 2 tables", kinds, documents)
		}
		return nil
	}
}

// cardNumber is a run of digits that a card's may be.
var cardNumber = regexp.MustCompile(`\d{13}|` + strings.TrimSpace(strings.Repeat(`\d{4} `, 4)))

// findCase looks whether a file has a case that names these, and nothing like a card.
func findCase(name string, names ...string) move {
	return func(_ context.Context, s *sitting) error {
		content, err := os.ReadFile(filepath.Join(s.Desk.Home(), name))
		if err != nil {
			return fmt.Errorf("read case: %w", err)
		}
		for _, wanted := range append(names, s.charge.amount) {
			if !bytes.Contains(content, []byte(wanted)) {
				return fmt.Errorf("the case does not name %s:\n%s", wanted, content)
			}
		}
		if card := cardNumber.Find(content); card != nil {
			return fmt.Errorf("the case has the number %s:\n%s", card, content)
		}
		return nil
	}
}
