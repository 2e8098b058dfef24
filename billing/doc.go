// Package billing is the pure domain that desktop and backend share: plans and
// prices, terms and their changes, periods and proration, the invoice preview
// and what keeps a change from being made. It knows no clock, SQL, HTTP,
// toolkit or logger; time is always passed in, in UTC.
package billing
