package sync_test

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/backend/backendtest"
	"billfold/backend/store"
	"billfold/billing"
	billingsync "billfold/sync"
	"billfold/sync/cache"
	"billfold/sync/remote"

	_ "github.com/mattn/go-sqlite3" // the baseline
	"github.com/shopspring/decimal"
)

// What a big account has.
const (
	bigMembers  = 100_000
	bigInvoices = 10_000
	bigMeters   = 10
	bigDays     = 3_600
)

// big is a backend with a big account, and a client of it.
type big struct {
	*backendtest.Backend
	client *remote.Client
}

func newBig(b *testing.B) *big {
	b.Helper()
	g := &big{Backend: backendtest.New(b, nil)}
	g.Write(fillBig)
	var err error
	g.client, err = remote.New(remote.Options{BaseURL: g.URL, Token: func(context.Context) (string, error) { return "t", nil }})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(g.client.Close)
	return g
}

func fillBig(ctx context.Context, tx *store.Tx) error {
	at := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	for n := range bigMembers {
		err := tx.PutMember(ctx, account, billing.Member{
			ID: fmt.Sprintf("mem_%06d", n), Name: fmt.Sprintf("Member %06d", n*7919%bigMembers), Email: fmt.Sprintf("member%d@big.example", n),
			Role: billing.RoleMember, Status: billing.MemberActive, LastActive: &at,
		})
		if err != nil {
			return err
		}
	}
	for n := range bigMeters * bigDays {
		err := tx.AddUsage(ctx, account, fmt.Sprintf("meter_%d", n%bigMeters), at.AddDate(0, 0, -n/bigMeters), decimal.NewFromInt(int64(n)))
		if err != nil {
			return err
		}
	}
	for n := range bigInvoices {
		i := invoiceOf(fmt.Sprintf("inv_%05d", n), at.Add(time.Duration(n)*time.Hour))
		i.Lines = append(i.Lines, i.Lines[0], i.Lines[0])
		if err := tx.InsertInvoice(ctx, account, i); err != nil {
			return err
		}
	}
	return nil
}

func (g *big) sync(b *testing.B, c *cache.Cache) {
	s := billingsync.NewSyncer(billingsync.SyncerDeps{
		Remote: g.client, Cache: c, Signal: &billingsync.Signal{}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if _, err := s.Refresh(b.Context(), account); err != nil {
		b.Fatal(err)
	}
}

func openBig(b *testing.B, dir string) *cache.Cache {
	b.Helper()
	c, err := cache.Open(b.Context(), dir, "p", time.Now)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// BenchmarkColdSync reads a big account from nothing, from the backend's books to
// the saved copy, against writing the same rows into the same schema by prepared
// statements in one transaction.
func BenchmarkColdSync(b *testing.B) {
	g := newBig(b)
	full := b.TempDir()
	c := openBig(b, full)
	g.sync(b, c)
	if err := c.Close(); err != nil {
		b.Fatal(err)
	}
	tables := copied(b, copyIn(b, full))
	b.Run("figure", func(b *testing.B) {
		for b.Loop() {
			c := openBig(b, b.TempDir())
			g.sync(b, c)
			if err := c.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline=bare_statements", func(b *testing.B) {
		for b.Loop() {
			dir := b.TempDir()
			if err := openBig(b, dir).Close(); err != nil {
				b.Fatal(err)
			}
			writeBare(b, copyIn(b, dir), tables)
		}
	})
}

// rowsOf are the rows of a table, as they lie in a copy.
type rowsOf struct {
	table string
	rows  [][]any
}

func copyIn(b *testing.B, dir string) string {
	b.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*", "cache.db"))
	if err != nil || len(found) != 1 {
		b.Fatal(found, err)
	}
	return found[0]
}

func copied(b *testing.B, path string) []rowsOf {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var all []rowsOf
	for _, table := range []string{"account", "catalog", "usage", "usage_days", "members", "invoices"} {
		all = append(all, tableOf(b, db, table))
	}
	return all
}

func tableOf(b *testing.B, db *sql.DB, table string) rowsOf {
	b.Helper()
	found, err := db.QueryContext(b.Context(), "SELECT * FROM "+table)
	if err != nil {
		b.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		b.Fatal(err)
	}
	of := rowsOf{table: table}
	for found.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			b.Fatal(err)
		}
		of.rows = append(of.rows, values)
	}
	if err := found.Err(); err != nil {
		b.Fatal(err)
	}
	return of
}

func writeBare(b *testing.B, path string, tables []rowsOf) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=NORMAL")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, t := range tables {
		insertBare(b, tx, t)
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

func insertBare(b *testing.B, tx *sql.Tx, t rowsOf) {
	b.Helper()
	insert, err := tx.PrepareContext(b.Context(), "INSERT INTO "+t.table+" VALUES (?"+strings.Repeat(", ?", len(t.rows[0])-1)+")")
	if err != nil {
		b.Fatal(err)
	}
	defer insert.Close()
	for _, row := range t.rows {
		if _, err := insert.ExecContext(b.Context(), row...); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRefreshWithNothingNew asks whether anything is new, against a bare
// request that is answered 304.
func BenchmarkRefreshWithNothingNew(b *testing.B) {
	v := newVillage(b, b, b.TempDir(), 0)
	defer v.close()
	s := v.syncer(v.cache)
	if _, err := s.Refresh(b.Context(), account); err != nil {
		b.Fatal(err)
	}
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }))
	defer bare.Close()
	b.Run("figure", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Refresh(b.Context(), account); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline=bare_304", func(b *testing.B) {
		for b.Loop() {
			answer, err := http.Get(bare.URL)
			if err != nil {
				b.Fatal(err)
			}
			answer.Body.Close()
		}
	})
}
