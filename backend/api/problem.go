package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"billfold/billing"
	"billfold/billing/previewjson"

	"github.com/danielgtaylor/huma/v2"
)

// problem is an error on the wire (RFC 9457) with our code and its params.
type problem struct {
	Type    string               `json:"type" doc:"always about:blank: the code says what it is"`
	Title   string               `json:"title"`
	Status  int                  `json:"status"`
	Detail  string               `json:"detail" doc:"an English sentence, for programs that make no words of their own"`
	Code    string               `json:"code" doc:"stable; what a program decides on"`
	Params  map[string]string    `json:"params" doc:"what the words need, by name"`
	Preview *previewjson.Preview `json:"preview,omitempty" doc:"after a refused confirm: what the change would cost now"`

	retryAfter time.Duration
}

var (
	_ huma.StatusError       = (*problem)(nil)
	_ huma.ContentTypeFilter = (*problem)(nil)
	_ huma.HeadersError      = (*problem)(nil)
)

// Error is the detail.
func (p *problem) Error() string { return p.Detail }

// GetStatus is the HTTP status.
func (p *problem) GetStatus() int { return p.Status }

// ContentType names problems as such.
func (p *problem) ContentType(string) string { return problemType }

// GetHeaders is what an error says beside its body.
func (p *problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retryAfter > 0 {
		seconds := int64((p.retryAfter + time.Second - 1) / time.Second)
		h.Set("Retry-After", strconv.FormatInt(seconds, 10))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="billfold"`)
	}
	return h
}

const problemType = "application/problem+json"

// statuses maps codes to HTTP; a Problem with any other code is what a client
// asked for and cannot have, 422.
var statuses = map[billing.Code]int{
	billing.Unauthenticated: http.StatusUnauthorized,
	billing.NotFound:        http.StatusNotFound,
	billing.PreviewUnknown:  http.StatusNotFound,
	billing.Forbidden:       http.StatusForbidden,
	billing.NotPermitted:    http.StatusForbidden,
	billing.RoleAboveOwn:    http.StatusForbidden,
	billing.CursorGone:      http.StatusGone,

	billing.SignatureMissing:   http.StatusForbidden,
	billing.SignatureInvalid:   http.StatusForbidden,
	billing.OriginUnknown:      http.StatusForbidden,
	billing.SignedInAsAnother:  http.StatusForbidden,
	billing.DeviceRevoked:      http.StatusForbidden,
	billing.DeviceUnknown:      http.StatusNotFound,
	billing.DeviceKeyTaken:     http.StatusConflict,
	billing.NotFresh:           http.StatusForbidden,
	billing.IssuerUnreachable:  http.StatusServiceUnavailable,
	billing.MethodSetupUnknown: http.StatusNotFound,
	billing.MethodUnknown:      http.StatusNotFound,

	billing.KeyMissing:      http.StatusBadRequest,
	billing.KeyInFlight:     http.StatusConflict,
	billing.ChangeInFlight:  http.StatusConflict,
	billing.TooManyRequests: http.StatusTooManyRequests,
	billing.BackendBroken:   http.StatusInternalServerError,
}

// inFlightRetry is how long to wait before asking again about a key whose
// first request is still running.
const inFlightRetry = time.Second

// failure is an error as it goes on the wire. What is no Problem is the
// backend's own fault and says nothing of its cause.
func failure(err error) *problem {
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	cause, ok := errors.AsType[*billing.Problem](err)
	if !ok {
		cause = billing.NewProblem(billing.BackendBroken)
	}
	status, ok := statuses[cause.Code]
	if !ok {
		status = http.StatusUnprocessableEntity
	}
	p := newProblem(status, cause)
	if cause.Code == billing.KeyInFlight {
		p.retryAfter = inFlightRetry
	}
	return p
}

func newProblem(status int, cause *billing.Problem) *problem {
	p := &problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status,
		Detail: billing.English(cause.Code, cause.Params), Code: string(cause.Code), Params: nonNil(cause.Params),
	}
	if cause.Fresh != nil {
		fresh := previewjson.From(cause.Fresh)
		p.Preview = &fresh
	}
	return p
}

// Refuse answers a request with an error as a problem, in the form that every
// operation uses; nothing may have been written before.
func Refuse(w http.ResponseWriter, err error) {
	writeProblem(w, failure(err))
}

// RefuseWith is Refuse where HTTP has a status of its own for the error.
func RefuseWith(w http.ResponseWriter, status int, cause *billing.Problem) {
	writeProblem(w, newProblem(status, cause))
}

func writeProblem(w http.ResponseWriter, p *problem) {
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // a client that has gone away is told nothing
}

// fromHuma turns what huma finds wrong with a request into a problem of ours.
// The first fault is named; a value is repeated only where it is short.
func fromHuma(status int, message string, faults ...error) huma.StatusError {
	if status >= http.StatusInternalServerError {
		return newProblem(status, billing.NewProblem(billing.BackendBroken))
	}
	field, reason, value := "request", message, ""
	for _, fault := range faults {
		if p, ok := errors.AsType[*problem](fault); ok {
			return p
		}
		if detailer, ok := fault.(huma.ErrorDetailer); ok {
			d := detailer.ErrorDetail()
			field, reason, value = d.Location, d.Message, short(d.Value)
			break
		}
	}
	if strings.HasPrefix(reason, "json: ") {
		reason = "a value is of another type than expected, or out of its range"
	}
	p := newProblem(status, billing.NewProblem(billing.InvalidRequest,
		"field", strings.TrimPrefix(field, "body."), "value", value, "reason", reason))
	p.Detail = fmt.Sprintf("%s: %s.", p.Params["field"], reason)
	return p
}

// short is a scalar as text, and nothing of anything else or anything long.
func short(value any) string {
	switch v := value.(type) {
	case string:
		if len(v) <= 64 {
			return v
		}
	case bool, int, int64, float64:
		return fmt.Sprint(v)
	}
	return ""
}

func nonNil(params map[string]string) map[string]string {
	if params == nil {
		return map[string]string{}
	}
	return params
}
