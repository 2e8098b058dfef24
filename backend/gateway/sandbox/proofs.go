package sandbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"billfold/backend/gateway"
)

const proofSchema = `CREATE TABLE IF NOT EXISTS charge_proofs (
	key  TEXT PRIMARY KEY, -- the charge's
	page TEXT NOT NULL UNIQUE -- the secret of its URL
) STRICT;
`

// authenticationFailed is why a card or a charge is refused whose payer did not
// prove who they are.
const authenticationFailed = "authentication_failed"

// ProofURL is gateway.Hosted's. A charge has one page, whoever asks and how often.
func (g *Gateway) ProofURL(ctx context.Context, key string) (string, error) {
	base := g.current().base
	if base == "" {
		return "", errors.New("begin proof: the pages are served nowhere")
	}
	result, _, err := g.Lookup(ctx, key)
	if err != nil {
		return "", err
	}
	if result.Status != gateway.RequiresAction {
		return "", fmt.Errorf("begin proof of %s: %w", key, gateway.ErrNoProof)
	}
	var page string
	// An update that changes nothing, because a row that is left alone is not returned.
	err = g.db.QueryRowContext(ctx, `INSERT INTO charge_proofs (key, page) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING page`, key, secret()).Scan(&page)
	if err != nil {
		return "", fmt.Errorf("write proof: %w", err)
	}
	return base + proofPath + page, nil
}

// proof is a page and the charge that is proved on it.
type proof struct {
	page   string
	charge gateway.Charge
}

// readProof finds a proof by its page; gateway.ErrNoProof where there is none.
func (g *Gateway) readProof(ctx context.Context, page string) (proof, error) {
	p := proof{page: page}
	var key string
	err := g.db.QueryRowContext(ctx, `SELECT key FROM charge_proofs WHERE page = ?`, page).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return p, gateway.ErrNoProof
	}
	if err != nil {
		return p, fmt.Errorf("read proof: %w", err)
	}
	p.charge, err = g.charge(ctx, key)
	return p, err
}

// Prove gives the proof that a charge's bank asked for, as its payer does on the
// bank's page: the charge succeeds. Whatever became of it otherwise stands.
func (g *Gateway) Prove(ctx context.Context, key string) (gateway.Result, error) {
	c, err := g.charge(ctx, key)
	if err != nil {
		return gateway.Result{}, err
	}
	result, _, err := g.answerBank(ctx, c, gateway.Result{Status: gateway.Succeeded})
	return result, err
}

// answerBank settles a charge that waits for its payer, and tells whether it did.
func (g *Gateway) answerBank(ctx context.Context, c gateway.Charge, answer gateway.Result) (gateway.Result, bool, error) {
	settled := false
	result, err := g.settle(ctx, c, func(last gateway.Result, seen bool) (gateway.Result, bool) {
		settled = seen && last.Status == gateway.RequiresAction
		if !settled {
			return last, false
		}
		return answer, true
	})
	return result, settled && err == nil, err
}
