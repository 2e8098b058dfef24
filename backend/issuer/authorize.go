package issuer

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"billfold/billing"
)

const (
	minState = 8
	maxState = 512
	maxNonce = 512
)

var (
	// callback is a program of this machine that waits for the answer (RFC 8252,
	// 7.3), by address: a name may be somebody else's.
	callback = regexp.MustCompile(`^http://(?:127\.0\.0\.1|\[::1\]):([1-9][0-9]{0,4})/callback$`)
	// verifier is the form of a code verifier and of its challenge (RFC 7636, 4).
	verifier = regexp.MustCompile(`^[A-Za-z0-9._~-]{43,128}$`)
)

// asked are the parameters of a request that mean something here, in the order in
// which a form carries them. Others are ignored (RFC 6749, 3.1).
var asked = []string{
	"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
	"response_mode", "prompt", "request", "request_uri",
}

// scopes are what a client may ask for.
var scopes = []string{oidcScope, "email", "profile", "offline_access"}

const oidcScope = "openid"

// prompts are how a client may want somebody to be asked. Everybody always is.
var prompts = []string{"none", "login", "select_account"}

// picking is the page on which somebody picks who they are.
type picking struct {
	Action string
	Code   string // of a device that is waiting, or empty
	People []Person
	Fields []field
}

func (i *Issuer) askWho(w http.ResponseWriter, r *http.Request) error {
	query, err := readQuery(r)
	if err != nil {
		return err
	}
	if err := destination(query); err != nil {
		return err
	}
	if code, why := refusal(query); code != "" {
		return i.answer(w, r, query, url.Values{"error": {code}, "error_description": {why}})
	}
	return i.askPerson(w, r, "authorize", picking{Fields: fieldsOf(query)})
}

// askPerson shows the people, in a form that goes to a page of ours.
func (i *Issuer) askPerson(w http.ResponseWriter, r *http.Request, action string, p picking) error {
	var err error
	if p.People, err = i.People(r.Context()); err != nil {
		return err
	}
	proof, err := i.formProof(action, p.Fields)
	if err != nil {
		return err
	}
	p.Action = path + "/" + action
	p.Fields = append(p.Fields, field{formField, proof})
	return show(w, http.StatusOK, "pick.html", p)
}

func (i *Issuer) picked(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	if err := destination(form); err != nil {
		return err
	}
	if err := i.proven(form, "authorize", fieldsOf(form)); err != nil {
		return err
	}
	if code, why := refusal(form); code != "" {
		return i.answer(w, r, form, url.Values{"error": {code}, "error_description": {why}})
	}
	if form.Has("cancel") {
		return i.answer(w, r, form, url.Values{"error": {"access_denied"}, "error_description": {"Nobody was picked."}})
	}
	person, err := i.choice(r, form)
	if err != nil {
		return err
	}
	code, err := i.codes.add(grant{
		person: person.ID, authTime: i.now(), redirect: form.Get("redirect_uri"), challenge: form.Get("code_challenge"),
		scope: granted(form.Get("scope")), nonce: form.Get("nonce"),
	}, i.now())
	if err != nil {
		return err
	}
	return i.answer(w, r, form, url.Values{"code": {code}})
}

// choice is the person whom a form names.
func (i *Issuer) choice(r *http.Request, form url.Values) (Person, error) {
	person, err := i.person(r.Context(), form.Get("person"))
	if billing.CodeOf(err) == billing.NotFound {
		return Person{}, invalidRequest("This demo has nobody of that name. Start again from Billfold.")
	}
	return person, err
}

// answer sends the browser back to the program that asked, with who answers (RFC
// 9207). The request's destination was checked.
func (i *Issuer) answer(w http.ResponseWriter, r *http.Request, request, answer url.Values) error {
	if state := request["state"]; len(state) == 1 && len(state[0]) <= maxState {
		answer.Set("state", state[0])
	}
	answer.Set("iss", i.URL())
	http.Redirect(w, r, request.Get("redirect_uri")+"?"+answer.Encode(), http.StatusSeeOther) //nolint:gosec // destination has judged it
	return nil
}

// destination refuses, on a page of ours, a request whose answer would go who
// knows where.
func destination(v url.Values) error {
	if more := twice(v); more["client_id"] || more["redirect_uri"] || v.Get("client_id") != ClientID {
		return invalidRequest("A program that is not known here wants to sign somebody in. Start again from Billfold.")
	}
	match := callback.FindStringSubmatch(v.Get("redirect_uri"))
	if match == nil {
		return invalidRequest("The answer would not go to Billfold on this machine. Start again from Billfold.")
	}
	if port, err := strconv.Atoi(match[1]); err != nil || port > 65535 {
		return invalidRequest("The answer would go to a port that does not exist. Start again from Billfold.")
	}
	return nil
}

// refusal is what is wrong with a request, as its client is told, or empty.
func refusal(v url.Values) (code, why string) {
	wanted := strings.Fields(v.Get("prompt"))
	silent := slices.Contains(wanted, "none")
	for _, check := range []struct {
		wrong     bool
		code, why string
	}{
		{len(twice(v)) > 0, "invalid_request", "A parameter is given twice."},
		{v.Get("request") != "", "request_not_supported", "Request objects are not supported."},
		{v.Get("request_uri") != "", "request_uri_not_supported", "Request objects are not supported."},
		{v.Get("response_type") == "", "invalid_request", "response_type is missing."},
		{v.Get("response_type") != "code", "unsupported_response_type", "response_type must be code."},
		{v.Get("response_mode") != "" && v.Get("response_mode") != "query", "invalid_request", "response_mode must be query."},
		{len(v.Get("state")) < minState || len(v.Get("state")) > maxState, "invalid_request", "state must have 8 to 512 characters."},
		{len(v.Get("nonce")) > maxNonce, "invalid_request", "nonce must have at most 512 characters."},
		{v.Get("code_challenge_method") != "S256", "invalid_request", "code_challenge_method must be S256."},
		{!verifier.MatchString(v.Get("code_challenge")), "invalid_request", "code_challenge must have 43 to 128 characters."},
		{!slices.Contains(strings.Fields(v.Get("scope")), oidcScope), "invalid_scope", "scope must have openid in it."},
		{silent && len(wanted) > 1, "invalid_request", "prompt is none and something else."},
		{silent, "login_required", "Everybody is asked who they are."},
	} {
		if check.wrong {
			return check.code, check.why
		}
	}
	return "", ""
}

// granted is what of a scope there is.
func granted(scope string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(scope), func(s string) bool { return !slices.Contains(scopes, s) }), " ")
}

// fieldsOf are the parameters of a request, as its form carries them.
func fieldsOf(v url.Values) []field {
	var all []field
	for _, name := range asked {
		if v.Get(name) != "" {
			all = append(all, field{name, v.Get(name)})
		}
	}
	return all
}

// grant is what an authorization code stands for.
type grant struct {
	person              string
	authTime            time.Time
	redirect, challenge string
	scope, nonce        string
}
