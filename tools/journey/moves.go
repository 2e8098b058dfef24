//go:build unix

package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"billfold/tools/desk"
)

// The limits of patience. A step that needs longer has failed.
const (
	waitLimit = 45 * time.Second       // first start on a busy machine included
	peek      = 400 * time.Millisecond // for what is either there already or not
	tabLimit  = 150                    // focusable things on one page
)

// move is one thing a person does or waits for.
type move func(context.Context, *sitting) error

func exact(words string) desk.Cond     { return desk.Cond{Words: words} }
func prefix(words string) desk.Cond    { return desk.Cond{Words: words, Match: "prefix"} }
func pattern(regular string) desk.Cond { return desk.Cond{Words: regular, Match: "regexp"} }

// start runs the program with these arguments.
func start(args ...string) move {
	return func(ctx context.Context, s *sitting) error { return s.Start(ctx, args...) }
}

// see waits until a text is visible.
func see(c desk.Cond) move {
	return func(_ context.Context, s *sitting) error {
		_, err := s.Await(c, "visible", waitLimit)
		return err
	}
}

// seeOff waits until a text is visible and makes sure that it cannot be used.
func seeOff(c desk.Cond) move {
	return func(_ context.Context, s *sitting) error {
		t, err := s.Await(c, "visible", waitLimit)
		if err == nil && t.Enabled {
			return fmt.Errorf("%s can be used and should not", c)
		}
		return err
	}
}

// gone waits until no text like it is visible.
func gone(c desk.Cond) move {
	return func(_ context.Context, s *sitting) error {
		_, err := s.Await(c, "gone", waitLimit)
		return err
	}
}

// click waits until a text can be used and clicks on it.
func click(c desk.Cond) move {
	return func(ctx context.Context, s *sitting) error {
		t, err := s.Await(c, "enabled", waitLimit)
		if err != nil {
			return err
		}
		return s.ClickOn(ctx, t)
	}
}

// clickIfThere clicks on a text that not every start shows.
func clickIfThere(c desk.Cond) move {
	return func(ctx context.Context, s *sitting) error {
		a, err := s.Ask(desk.Request{Text: c.Words, Match: c.Match, State: "enabled", TimeoutMS: peek.Milliseconds()})
		if err != nil || !a.Met {
			return err
		}
		return s.ClickOn(ctx, *a.Found)
	}
}

// payButton is the button that names an amount.
var payButton = pattern(`^Pay \S*[0-9]\S*$`)

// pay uses the button that names an amount, by the given way of using it, and
// waits until just that amount is reported as paid.
func pay(use func(desk.Cond) move) move {
	return func(ctx context.Context, s *sitting) error {
		button, err := s.Await(payButton, "enabled", waitLimit)
		if err != nil {
			return err
		}
		amount := strings.TrimPrefix(button.Text, "Pay ")
		if err := use(exact(button.Text))(ctx, s); err != nil {
			return err
		}
		return see(pattern("^"+regexp.QuoteMeta(amount)+" was paid"))(ctx, s)
	}
}

// enter goes to a text by keyboard and presses it.
func enter(c desk.Cond) move {
	return func(ctx context.Context, s *sitting) error {
		if err := tabTo(c)(ctx, s); err != nil {
			return err
		}
		return s.Keys(ctx, "space")
	}
}

// keys presses keys, each by its X name with what is held.
func keys(names ...string) move {
	return func(ctx context.Context, s *sitting) error { return s.Keys(ctx, names...) }
}

// fill types a text into the field that stands under its name.
func fill(name, text string) move {
	return func(ctx context.Context, s *sitting) error {
		t, err := s.Await(exact(name), "enabled", waitLimit)
		if err != nil {
			return err
		}
		t.Y += 2 * t.H
		if err := s.ClickOn(ctx, t); err != nil {
			return err
		}
		return write(text)(ctx, s)
	}
}

// refill types a text into the field that has another.
func refill(before, text string) move {
	return func(ctx context.Context, s *sitting) error {
		if err := click(exact(before))(ctx, s); err != nil {
			return err
		}
		return write(text)(ctx, s)
	}
}

// write types a text in the place of what has the keyboard, and waits until it is there.
func write(text string) move {
	return func(ctx context.Context, s *sitting) error {
		if err := s.Keys(ctx, "ctrl+a"); err != nil {
			return err
		}
		if err := s.Type(ctx, text); err != nil {
			return err
		}
		return see(exact(text))(ctx, s)
	}
}

// tabTo presses Tab until the keyboard's focus is on a text.
func tabTo(c desk.Cond) move {
	return func(ctx context.Context, s *sitting) error {
		if _, err := s.Await(c, "enabled", waitLimit); err != nil {
			return err
		}
		for range tabLimit {
			a, err := s.Ask(desk.Request{Text: c.Words, Match: c.Match, State: "focused", TimeoutMS: peek.Milliseconds() / 4})
			if err != nil || a.Met {
				return err
			}
			if err := s.Keys(ctx, "Tab"); err != nil {
				return err
			}
			if _, err := s.Await(desk.Cond{Words: s.Focus().Key}, "focus_left", waitLimit); err != nil {
				return fmt.Errorf("leave %q by Tab: %w", s.Focus().Text, err)
			}
		}
		return fmt.Errorf("%d times Tab did not reach %s", tabLimit, c)
	}
}

// takeKeyboard waits for a text and then gives its window the keyboard.
func takeKeyboard(c desk.Cond) move {
	return func(ctx context.Context, s *sitting) error {
		t, err := s.Await(c, "visible", waitLimit)
		if err != nil {
			return err
		}
		return s.Activate(ctx, t.Window)
	}
}

// closeWindow closes the program's window and waits for its end.
func closeWindow(ctx context.Context, s *sitting) error { return s.Close(ctx) }

// literally is a pattern for a text that has these words somewhere.
func literally(words string) desk.Cond { return pattern(regexp.QuoteMeta(words)) }

// enterIfThere goes by keyboard to a text that not every start shows, and presses it.
func enterIfThere(c desk.Cond) move {
	return func(ctx context.Context, s *sitting) error {
		a, err := s.Ask(desk.Request{Text: c.Words, Match: c.Match, State: "enabled", TimeoutMS: peek.Milliseconds()})
		if err != nil || !a.Met {
			return err
		}
		return enter(c)(ctx, s)
	}
}

// openAccount chooses an account from the header's menu, unless it is the open one, and
// waits until that is said: what is on the screen before that is built once more.
func openAccount(name string) move {
	return func(ctx context.Context, s *sitting) error {
		a, err := s.Ask(desk.Request{Text: name, State: "visible", TimeoutMS: peek.Milliseconds()})
		if err != nil || a.Met {
			return err
		}
		if err := click(prefix("Workspace: "))(ctx, s); err != nil {
			return err
		}
		if err := click(prefix(name+","))(ctx, s); err != nil {
			return err
		}
		return see(exact("This is "+name+" now."))(ctx, s)
	}
}
