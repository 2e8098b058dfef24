package signin

import (
	"errors"
	"unicode"
	"unicode/utf8"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// row is a candidate in words.
type row struct {
	name, email string
	right       []string // a line each
}

// rows are the candidates as they are listed: the role, and the account or how
// many there are.
func rows(candidates []Candidate, print words.Printer) []row {
	list := make([]row, len(candidates))
	for i, c := range candidates {
		list[i] = row{name: c.Name, email: c.Email, right: []string{words.Role(c.Role)}}
		switch n := len(c.Accounts); n {
		case 0:
		case 1:
			list[i].right = append(list[i].right, c.Accounts[0])
		default:
			list[i].right = append(list[i].right, words.N(n, "{n} account", "{n} accounts", "n", print.Count(int64(n))))
		}
	}
	return list
}

// keychainNotice says why a sign-in will not outlive the program; empty where it
// will.
func keychainNotice(problem *billing.Problem, print words.Printer) widgets.Notice {
	if problem == nil {
		return widgets.Notice{}
	}
	told := print.Problem(problem)
	return widgets.Notice{Role: theme.RoleWarn, Icon: resources.IconWarning, Title: told.What, Detail: told.Next}
}

// failure is an error in words.
func failure(err error, print words.Printer) widgets.Notice {
	told := print.Error(err)
	return widgets.Notice{Title: told.What, Detail: told.Next}
}

// heading says where the person is about to sign in.
func heading(place Place) (title, subtitle string) {
	switch {
	case place.Demo:
		return words.T("Open the demo as"), words.T("Demo accounts on this computer. No password, no real money.")
	case place.Server != "":
		return words.T("Sign in"), place.Server
	default:
		return words.T("Sign in"), words.T("Plans, seats and invoices of your organization, also without a network.")
	}
}

// addressError is what stands under the server's field, where there is room for
// one short sentence: how an address looks, where that is what was wrong.
func addressError(err error, print words.Printer) string {
	if problem, ok := errors.AsType[*billing.Problem](err); ok && problem.Params["hint"] != "" {
		hint := words.Reason(problem.Params["hint"])
		first, size := utf8.DecodeRuneInString(hint)
		return string(unicode.ToUpper(first)) + hint[size:] + "."
	}
	return print.Error(err).What
}
