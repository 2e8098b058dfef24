package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	scenario "billfold/backend/simulate"
)

type simulate struct {
	File string `arg:"" help:"The scenario, as docs/formats.md has it; - reads standard input."`
}

// maxScenario is the largest scenario that is read, in bytes.
const maxScenario = 16 << 20

// scenarioError is a scenario that cannot be read or is none.
type scenarioError struct{ cause error }

// Error names the file's path that is wrong, and why.
func (e *scenarioError) Error() string { return e.cause.Error() }

// Unwrap is the error underneath.
func (e *scenarioError) Unwrap() error { return e.cause }

// Run plays the scenario and prints its result as JSON. Nothing is printed of a
// scenario that is none.
func (s *simulate) Run(ctx context.Context, in input, out output) error {
	text, err := s.read(in)
	if err != nil {
		return &scenarioError{err}
	}
	story, err := scenario.Parse(text)
	if err != nil {
		return &scenarioError{err}
	}
	result, err := scenario.Run(ctx, story)
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(out.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(result); err != nil {
		return fmt.Errorf("print result: %w", err)
	}
	return nil
}

func (s *simulate) read(in input) (text []byte, err error) {
	from := in.stdin
	if s.File != "-" {
		file, err := os.Open(s.File)
		if err != nil {
			return nil, fmt.Errorf("read scenario: %w", err)
		}
		defer func() { _ = file.Close() }() // nothing was written to it
		from = file
	}
	if text, err = io.ReadAll(io.LimitReader(from, maxScenario+1)); err != nil {
		return nil, fmt.Errorf("read scenario: %w", err)
	}
	if len(text) > maxScenario {
		return nil, fmt.Errorf("read scenario: it is larger than %d MiB", maxScenario>>20)
	}
	return text, nil
}
