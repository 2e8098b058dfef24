package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"runtime/debug"
	"strconv"

	"billfold/billing"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics counts what operations are asked for and what becomes of confirms.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	confirms *prometheus.CounterVec
}

func newMetrics() (*metrics, error) {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "billfold_requests_total", Help: "Requests by operation and HTTP status.",
		}, []string{"operation", "status"}),
		confirms: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "billfold_confirms_total", Help: "Confirms by outcome: the state of the change, or the code of the error.",
		}, []string{"outcome"}),
	}
	for _, c := range []prometheus.Collector{m.requests, m.confirms} {
		if err := m.registry.Register(c); err != nil {
			return nil, fmt.Errorf("register metric: %w", err)
		}
	}
	return m, nil
}

// confirmed counts a confirm.
func (m *metrics) confirmed(out billing.Outcome, err error) {
	outcome := string(out.State)
	if err != nil {
		outcome = failure(err).Code
	}
	m.confirms.WithLabelValues(outcome).Inc()
}

// observe stands outermost: it counts every request under the operation that
// the router has for it, bounds its time, and turns a panic into a 500.
func (s *server) observe(router *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, operation := router.Handler(r)
		limit := requestTimeout
		if operation == http.MethodGet+" "+eventsPath {
			limit = streamTimeout
		}
		ctx, cancel := context.WithTimeout(r.Context(), limit)
		defer cancel()
		out := &recorder{ResponseWriter: w}
		defer func() {
			if fault := recover(); fault != nil {
				s.panicked(out, r, panicked{operation, fault})
			}
			s.metrics.requests.WithLabelValues(operation, strconv.Itoa(out.statusOr(http.StatusOK))).Inc()
		}()
		next.ServeHTTP(out, r.WithContext(ctx))
	})
}

// panicked is a panic and the operation that it happened in, as the router has
// it.
type panicked struct {
	operation string
	fault     any
}

// panicked logs a panic, without anything that the request brought along, and
// answers where no answer was begun.
func (s *server) panicked(w *recorder, r *http.Request, p panicked) {
	err, isError := p.fault.(error)
	_, ours := errors.AsType[runtime.Error](err)
	if isError && !ours && (errors.Is(err, http.ErrAbortHandler) || r.Context().Err() != nil) {
		return // the client went away in the middle of the answer
	}
	s.Log.Error("panic in a request", "method", r.Method, "operation", p.operation,
		"fault", fmt.Sprint(p.fault), "stack", string(debug.Stack()))
	if w.status == 0 {
		Refuse(w, billing.NewProblem(billing.BackendBroken))
	}
}

// refuse answers with a problem and logs what is the backend's own fault.
func (s *server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := failure(err)
	s.logFault(r.Method, p, err)
	writeProblem(w, p)
}

func (s *server) logFault(operation string, p *problem, err error) {
	if p.Status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.Log.Error("operation failed", "operation", operation, "error", err)
	}
}

// recorder remembers the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the first status.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write is an answer of 200 unless another status was set.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection, for deadlines.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) statusOr(status int) int {
	if r.status != 0 {
		return r.status
	}
	return status
}
