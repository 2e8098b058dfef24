package remote

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"billfold/billing"
	"billfold/billing/previewjson"
)

// wireProblem is RFC 9457 with our code and params.
type wireProblem struct {
	Detail  string            `json:"detail"`
	Code    string            `json:"code"`
	Params  map[string]string `json:"params"`
	Preview json.RawMessage   `json:"preview"`
}

// to leaves out a fresh preview that this version cannot read: what was decided
// is known without it.
func (w *wireProblem) to() *billing.Problem {
	p := billing.NewProblem(billing.Code(w.Code))
	for key, value := range w.Params {
		p.Params[key] = value
	}
	if fresh, err := previewjson.Unmarshal(w.Preview); err == nil && fresh.ID != "" {
		p.Fresh = &fresh
	}
	return p
}

// statusCodes are the codes of refusals that name none themselves.
var statusCodes = map[int]billing.Code{
	http.StatusUnauthorized:    billing.Unauthenticated,
	http.StatusForbidden:       billing.Forbidden,
	http.StatusNotFound:        billing.NotFound,
	http.StatusGone:            billing.CursorGone,
	http.StatusTooManyRequests: billing.TooManyRequests,
}

// refusal is the problem that an answer other than 2xx states. An answer that
// is no problem+json was not made by our backend, unless it broke down.
func (c *Client) refusal(a *answer) error {
	broken := billing.NewProblem(billing.BackendBroken, "host", c.host, "status", strconv.Itoa(a.status))
	if !hasType(a.header, "application/problem+json", "application/json") {
		if a.status == http.StatusTooManyRequests { // a proxy limits rates without our words
			return billing.NewProblem(billing.TooManyRequests, "host", c.host)
		}
		err := fmt.Errorf("status %d with content type %q", a.status, a.header.Get("Content-Type"))
		if a.status >= http.StatusInternalServerError {
			return broken.Because(err)
		}
		return c.foreign(err)
	}
	var w wireProblem
	if err := json.Unmarshal(a.body, &w); err != nil {
		return c.foreign(err)
	}
	if w.Code == "" {
		if code, ok := statusCodes[a.status]; ok {
			return billing.NewProblem(code, "host", c.host)
		}
		return broken.Because(errors.New(w.Detail))
	}
	return w.to()
}
