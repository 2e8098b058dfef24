package cache

import (
	"time"

	"billfold/billing"
)

type noticeDocument struct {
	At     time.Time         `json:"at"`
	Code   string            `json:"code"`
	Params map[string]string `json:"params"`
	Fix    string            `json:"fix"`
}

func noticeDocuments(notices []billing.Notification) []noticeDocument {
	documents := make([]noticeDocument, 0, len(notices))
	for _, n := range notices {
		documents = append(documents, noticeDocument{At: n.At, Code: string(n.Code), Params: n.Params, Fix: n.Fix})
	}
	return documents
}

func readNotices(text string) ([]billing.Notification, error) {
	var documents []noticeDocument
	if err := fromDocument(text, &documents); err != nil {
		return nil, err
	}
	var notices []billing.Notification
	for _, d := range documents {
		notices = append(notices, billing.Notification{
			At: d.At, Notice: billing.Notice{Code: billing.Code(d.Code), Params: d.Params, Fix: d.Fix},
		})
	}
	return notices, nil
}
