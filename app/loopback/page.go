package loopback

import "billfold/views/words"

// Page is what the browser shows: how it went, and what to do now.
type Page int

// The pages. NotOurs is for what Accept turns down.
const (
	NotOurs Page = iota
	SignedIn
	Thanks
	NotCompleted
	CardSaved
	NoCardSaved
	known
)

func (p Page) words() (title, text string) {
	done := words.T("You can close this page and return to Billfold.")
	switch p {
	case SignedIn:
		return words.T("You are signed in"), done
	case Thanks:
		return words.T("Thank you"), done
	case NotCompleted:
		return words.T("It was not completed"), words.T("Return to Billfold, which says what happened and what to do now.")
	case CardSaved:
		return words.T("The card is saved"), done
	case NoCardSaved:
		return words.T("No card was saved"), done
	case known:
		return words.T("Answered already"), done
	case NotOurs:
	}
	return words.T("Nothing to do here"), words.T("This is not an answer that Billfold waits for. Return to Billfold and start again.")
}
