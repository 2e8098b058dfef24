// Package browsertest is somebody at a web browser, for tests of what goes on in
// one: they open pages, fill in forms, and are sent where a page sends them.
package browsertest

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Page is what the browser shows.
type Page struct {
	Address string
	Status  int
	Header  http.Header
	Text    string
}

// patience is how long a page may take.
const patience = 30 * time.Second

var (
	action = regexp.MustCompile(`<form[^>]* action="([^"]*)"`)
	hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	button = regexp.MustCompile(`(?s)<button[^>]* name="([^"]*)" value="([^"]*)"[^>]*>(.*?)</button>`)
)

// Open opens a page, following redirects.
func Open(ctx context.Context, address string) (Page, error) {
	return show(ctx, http.MethodGet, address, nil)
}

// Submit sends the page's form with what somebody filled in, and shows where that
// leads.
func (p Page) Submit(ctx context.Context, filled url.Values) (Page, error) {
	to := action.FindStringSubmatch(p.Text)
	if to == nil {
		return Page{}, fmt.Errorf("%d without a form: %s", p.Status, p.Text)
	}
	at, err := url.Parse(p.Address)
	if err != nil {
		return Page{}, err
	}
	if at, err = at.Parse(html.UnescapeString(to[1])); err != nil {
		return Page{}, err
	}
	form := url.Values{}
	for _, field := range hidden.FindAllStringSubmatch(p.Text, -1) {
		form.Set(html.UnescapeString(field[1]), html.UnescapeString(field[2]))
	}
	for name, values := range filled {
		form[name] = values
	}
	return show(ctx, http.MethodPost, at.String(), form)
}

// Button is what presses a button that reads so.
func (p Page) Button(reads string) (url.Values, error) {
	for _, one := range button.FindAllStringSubmatch(p.Text, -1) {
		if strings.Contains(one[3], html.EscapeString(reads)) {
			return url.Values{html.UnescapeString(one[1]): {html.UnescapeString(one[2])}}, nil
		}
	}
	return nil, fmt.Errorf("%d without a button %q: %s", p.Status, reads, p.Text)
}

// Press sends the page's form with one of its buttons.
func (p Page) Press(ctx context.Context, reads string) (Page, error) {
	pressed, err := p.Button(reads)
	if err != nil {
		return Page{}, err
	}
	return p.Submit(ctx, pressed)
}

// Pressing opens a page, presses a button of it and is sent back to who waits for
// that.
func Pressing(ctx context.Context, reads string) func(address string) error {
	return func(address string) error {
		page, err := Open(ctx, address)
		if err != nil {
			return err
		}
		page, err = page.Press(ctx, reads)
		return errors.Join(err, page.Well())
	}
}

// Well is an error where the page says that something did not work.
func (p Page) Well() error {
	if p.Status != http.StatusOK {
		return fmt.Errorf("%s shows %d: %s", p.Address, p.Status, p.Text)
	}
	return nil
}

// show asks as browsers do: pages that want no referrer have their forms sent from
// the origin "null".
func show(ctx context.Context, method, address string, form url.Values) (Page, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return Page{}, err
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", "null")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return Page{}, err
	}
	defer func() { _ = response.Body.Close() }() // read to its end, or failed
	text, err := io.ReadAll(response.Body)
	return Page{Address: response.Request.URL.String(), Status: response.StatusCode, Header: response.Header, Text: string(text)}, err
}
