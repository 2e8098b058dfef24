// Package remote is the client's view of a billing backend over HTTP, in terms
// of package billing. It is the only home of the wire (but for the codecs that
// billing shares) and of the HTTP library.
package remote

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/safeweb"

	"github.com/go-resty/resty/v2"
)

const (
	defaultTimeout = 10 * time.Second // of one operation, repeats included
	maxAnswer      = 16 << 20         // bytes of an answer that is read; a page of the feed is far smaller
	readRetries    = 2
	retryWait      = 100 * time.Millisecond
	maxRetryWait   = 2 * time.Second // a longer Retry-After is left to whoever asked
)

// errNotNow ends the repeats of a read that is told to come back later than is
// worth waiting for; the answer itself is then what is reported.
var errNotNow = errors.New("told to come back later")

// Options say which backend to talk to and as whom.
type Options struct {
	BaseURL string                                    // http(s)://HOST:PORT, without a path
	Token   func(ctx context.Context) (string, error) // asked before every request that needs one
	// Refused is told of a token that the backend does not take; nil is nobody.
	Refused   func(token string)
	Transport *http.Transport // cloned; nil is the system's own trust
	UserAgent string
	Log       *slog.Logger  // nil logs nothing
	Timeout   time.Duration // of one operation; 0 is ten seconds
}

// Client talks to one backend as one person. It is safe for concurrent use.
type Client struct {
	reads  *resty.Client // repeats what failed, within bounds
	writes *resty.Client // never repeats anything by itself
	host   string
	origin string
	token  func(ctx context.Context) (string, error)
	refuse func(token string)
	log    *slog.Logger
	limit  time.Duration
	quiet  time.Duration // after which a stream is dead

	mu         sync.Mutex
	caughtUp   map[string]caughtUp       // by account
	currencies map[string]money.Currency // by account; an account's currency never changes
}

// New makes a client. It fails only for a base URL that is none.
func New(o Options) (*Client, error) {
	base, err := url.Parse(o.BaseURL)
	if err != nil || (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" {
		return nil, fmt.Errorf("open backend: %w", billing.NewProblem(billing.InvalidRequest, "field", "server", "value", o.BaseURL))
	}
	c := &Client{
		host: base.Host, origin: origin(base), token: o.Token, refuse: o.Refused, log: o.Log, limit: o.Timeout, quiet: silence,
		caughtUp: map[string]caughtUp{}, currencies: map[string]money.Currency{},
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.limit == 0 {
		c.limit = defaultTimeout
	}
	if c.refuse == nil {
		c.refuse = func(string) {}
	}
	transport := o.Transport
	if transport == nil {
		transport = http.DefaultTransport.(*http.Transport)
	}
	c.reads, c.writes = newHTTP(base, transport.Clone(), o.UserAgent), newHTTP(base, transport.Clone(), o.UserAgent)
	c.reads.SetRetryCount(readRetries).SetRetryWaitTime(retryWait).SetRetryMaxWaitTime(maxRetryWait).
		AddRetryCondition(worthRepeating).SetRetryAfter(retryAfter)
	return c, nil
}

// Close drops idle connections.
func (c *Client) Close() {
	c.reads.GetClient().CloseIdleConnections()
	c.writes.GetClient().CloseIdleConnections()
}

// origin is what a confirm names of the address of a backend.
func origin(base *url.URL) string { return safeweb.Origin(base) }

// Origin is the backend's as this client knows it.
func (c *Client) Origin() string { return c.origin }

func newHTTP(base *url.URL, transport *http.Transport, agent string) *resty.Client {
	// Within this machine, packing an answer takes longer than carrying it.
	transport.DisableCompression = safeweb.Loopback(base.Hostname())
	// A redirect is not followed: our backend sends none, and a token must not
	// be carried to wherever a captive portal points.
	stay := resty.RedirectPolicyFunc(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	return resty.NewWithClient(&http.Client{Transport: transport}).
		SetBaseURL(strings.TrimSuffix(base.String(), "/")).SetHeader("User-Agent", agent).SetHeader("Accept", "application/json").
		SetRedirectPolicy(stay).SetResponseBodyLimit(maxAnswer).SetLogger(quiet{}).SetDisableWarn(true)
}

func worthRepeating(res *resty.Response, err error) bool {
	if err != nil {
		return !errors.Is(err, resty.ErrResponseBodyTooLarge)
	}
	switch res.StatusCode() {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

func retryAfter(_ *resty.Client, res *resty.Response) (time.Duration, error) {
	seconds, err := strconv.Atoi(res.Header().Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0, nil // none, or a date: the usual wait
	}
	wait := time.Duration(seconds) * time.Second
	if wait > maxRetryWait {
		return 0, errNotNow
	}
	return wait, nil
}

// call is one request. Path holds {names} that ids fill in, escaped.
type call struct {
	method string
	path   string
	ids    map[string]string
	query  url.Values
	header map[string]string
	body   any
	open   bool // needs no token
}

// answer is what came back. Sent tells whether the request may have reached the
// backend, which matters where nothing else came back.
type answer struct {
	status int
	header http.Header
	body   []byte
	sent   bool
}

// ask makes a call and decodes a successful answer. Errors are Problems, the
// token's own error, or the context's where the caller gave up. The answer is
// never nil.
func (c *Client) ask(ctx context.Context, in call, into any) (*answer, error) {
	a, err := c.send(ctx, in)
	if err != nil {
		return a, err
	}
	switch {
	case a.status == http.StatusNotModified && in.header["If-None-Match"] != "":
		return a, nil
	case a.status/100 != 2:
		return a, c.refusal(a)
	case a.status == http.StatusNoContent && into == nil:
		return a, nil
	case !hasType(a.header, "application/json"):
		return a, c.foreign(fmt.Errorf("status %d with content type %q", a.status, a.header.Get("Content-Type")))
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		return a, c.foreign(err)
	}
	return a, nil
}

// send makes a call. A token that the backend does not take is asked for once more,
// since it may have ended on its way or been replaced elsewhere; the refusal came
// before anything else of the request was looked at.
func (c *Client) send(ctx context.Context, in call) (*answer, error) {
	if in.open {
		return c.sendAs(ctx, in, "")
	}
	token, err := c.token(ctx)
	if err != nil {
		return &answer{}, fmt.Errorf("read token: %w", err)
	}
	a, err := c.sendAs(ctx, in, token)
	if err != nil || a.status != http.StatusUnauthorized {
		return a, err
	}
	c.refuse(token)
	switch another, err := c.token(ctx); {
	case billing.CodeOf(err) == billing.KeychainNotFound, billing.CodeOf(err) == billing.Unauthenticated, err == nil && another == token:
		return a, nil // there is no other: the backend's refusal says it best
	case err != nil:
		return a, fmt.Errorf("read token: %w", err)
	default:
		return c.sendAs(ctx, in, another)
	}
}

// sendAs makes a call with a token, or with none where it is empty.
func (c *Client) sendAs(ctx context.Context, in call, token string) (*answer, error) {
	var sent atomic.Bool
	limited, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	traced := httptrace.WithClientTrace(limited, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { sent.Store(true) },
	})
	client := c.writes
	if in.method == http.MethodGet {
		client = c.reads
	}
	request := client.R().SetContext(traced).SetPathParams(in.ids).SetQueryParamsFromValues(in.query).SetHeaders(in.header)
	switch {
	case in.body != nil:
		request.SetHeader("Content-Type", "application/json").SetBody(in.body)
	case in.method != http.MethodGet:
		request.SetBody([]byte{}) // none at all would go out chunked
	}
	if token != "" {
		request.SetHeader("Authorization", "Bearer "+token)
	}
	res, err := request.Execute(in.method, in.path)
	a := &answer{sent: sent.Load()}
	if err != nil && !errors.Is(err, errNotNow) {
		c.log.DebugContext(ctx, "backend did not answer", "method", in.method, "path", in.path, "sent", a.sent, "error", err)
		return a, c.unreached(ctx, err)
	}
	a.status, a.header, a.body = res.StatusCode(), res.Header(), res.Body()
	c.log.DebugContext(ctx, "backend answered", "method", in.method, "path", in.path, "status", a.status, "took", res.Time())
	return a, nil
}

func hasType(h http.Header, types ...string) bool {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		return false
	}
	for _, t := range types {
		if media == t {
			return true
		}
	}
	return false
}

// unreached is the error of a call that no answer came back to.
func (c *Client) unreached(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("ask backend: %w", ctx.Err())
	case errors.Is(err, resty.ErrResponseBodyTooLarge):
		return c.foreign(err)
	case untrusted(err):
		return billing.NewProblem(billing.ServerUntrusted, "host", c.host).Because(err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = fmt.Errorf("answer was cut off: %w", err)
	}
	return billing.NewProblem(billing.Offline, "host", c.host).Because(err)
}

// untrusted tells whether somebody answered who does not prove to be the backend.
func untrusted(err error) bool {
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, record := errors.AsType[tls.RecordHeaderError](err)
	return certificate || record || errors.Is(err, http.ErrSchemeMismatch)
}

func (c *Client) foreign(err error) error {
	return billing.NewProblem(billing.BackendForeign, "host", c.host).Because(err)
}

// quiet keeps resty from writing to stderr; what matters is logged here.
type quiet struct{}

func (quiet) Errorf(string, ...any) {}
func (quiet) Warnf(string, ...any)  {}
func (quiet) Debugf(string, ...any) {}
