# Everything that is done with Billfold is a target here; `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := build

# Every go command below sees the same tags. The C compiler's output does not
# depend on ours, so no variant of our code compiles the window toolkit again.
TAGS := sqlite_fts5,migrated_fynedo
ifeq (,$(findstring -tags=,$(GOFLAGS)))
export GOFLAGS := $(GOFLAGS) -tags=$(TAGS) -buildvcs=false
endif

GOLANGCI_VERSION := v2.15.0
GOFUMPT_VERSION  := v0.12.0
TOOLS := $(CURDIR)/.tools/bin

.PHONY: help run test build deps tools lint golden screenshots licences bench soak driven \
	stage-arch stage-race stage-plain stage-driven stage-fuzz stage-openapi stage-journey

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

run: deps build ## start the desktop with its demo; without a display, its main job with pictures
	@scripts/run.sh

test: ## every check, with the time of each stage
	@scripts/stages.sh deps tools lint stage-arch build stage-race stage-plain stage-driven stage-fuzz stage-openapi stage-journey

build: deps ## bin/billfold, bin/billfoldctl, bin/billfoldd
	@mkdir -p bin
	go build -o bin/ ./cmd/...

lint: tools ## format, golangci-lint, go vet
	@unformatted=$$($(TOOLS)/gofumpt -l .); \
	if [ -n "$$unformatted" ]; then echo "not in gofumpt's style:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go vet -tags=$(TAGS),screenshots ./views
	$(TOOLS)/golangci-lint run ./...
	$(TOOLS)/golangci-lint run --build-tags=$(TAGS),uidrive ./app/uidrive/...

golden: ## rewrite the goldens of the views from what they draw now
	@rm -rf $$(find views -path '*/testdata/failed' -type d)
	-go test -count=1 ./views/...
	@find views -path '*/testdata/failed/*' -type f | while read -r drawn; do \
		golden=$${drawn/testdata\/failed/testdata}; mkdir -p "$$(dirname "$$golden")"; \
		mv -v "$$drawn" "$$golden"; done
	go test -count=1 ./views/...

screenshots: ## every page and state by the software painter, to build/screenshots
	@rm -rf build/screenshots && mkdir -p build/screenshots
	BILLFOLD_SCREENSHOTS=$(CURDIR)/build/screenshots \
		go test -tags=$(TAGS),screenshots -count=1 -run '^TestScreenshots' ./views/...
	@ls build/screenshots/*.png build/screenshots/extra/*.png

licences: ## write down what the desktop is built from, for its About
	go run ./tools/licences views/about/licences.json

bench: deps driven ## figures against their baselines, as a table and as build/bench.json
	go build -tags=$(TAGS),uidrive -o build/bare ./tools/bench/testdata/bare
	go run ./tools/bench -program build/billfold-driven -bare build/bare -json build/bench.json

soak: ## a thousand paid changes under faults, thousands of random stories, minutes of fuzzing
	BILLFOLD_SOAK_CHANGES=1000 go test -timeout 60m -v -run NothingIsCharged ./cmd/billfoldctl
	FYNE_CACHE=2s BILLFOLD_SOAK_MINUTES=10 go test -timeout 20m -v -run NothingGrows ./app
	go test -timeout 60m -run 'Story' ./backend/engine -rapid.checks=3000
	$(MAKE) stage-fuzz FUZZ_TIMES=20

deps: ## install the system packages that are missing
	@scripts/deps.sh

tools: ## install the checkers that are missing
	@[ -x $(TOOLS)/gofumpt ] || GOBIN=$(TOOLS) go install mvdan.cc/gofumpt@$(GOFUMPT_VERSION)
	@[ -x $(TOOLS)/golangci-lint ] || \
		GOBIN=$(TOOLS) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)

driven: ## the desktop as the journey drives it
	go build -tags=$(TAGS),uidrive -o build/billfold-driven ./cmd/billfold

# Packages that bring in the real window driver, by themselves or by a test; the
# race detector is for all others.
with_window = go list -test -f '{{if not .ForTest}}{{.ImportPath}} {{.Deps}}{{end}}' ./... \
	| grep -E 'fyne.io/fyne/v2/app[] ]' | cut -d' ' -f1 | sed 's/\.test$$//' | sort -u

stage-arch:
	go test -count=1 ./app/archtest

stage-race:
	go test -race $$(go list ./... | grep -vxF -f <($(with_window); echo none))

stage-plain:
	@packages=$$($(with_window)); [ -z "$$packages" ] || (set -x; go test $$packages)

stage-driven:
	go test -race -tags=$(TAGS),uidrive ./app/uidrive

# Each fuzz test for a moment: what a short run finds must never be committed.
# Counted in executions, since a time that runs out in the middle of one is told as
# a failure (https://go.dev/issue/75804, mended in Go 1.27).
FUZZ_TIMES := 1
fuzz = go test -run '^$$' -fuzz '^$(1)$$' -fuzztime $$(($(2) * $(FUZZ_TIMES)))x -fuzzminimizetime 100x ./$(3)
stage-fuzz:
	$(call fuzz,FuzzUnmarshal,20000,billing/catalogjson)
	$(call fuzz,FuzzParse,20000,backend/simulate)
	$(call fuzz,FuzzRun,600,backend/simulate)
	$(call fuzz,FuzzToken,20000,backend/access)
	$(call fuzz,FuzzRefreshToken,20000,backend/issuer)
	$(call fuzz,FuzzSignature,20000,billing)

stage-openapi:
	@bin/billfoldd openapi | diff -u docs/openapi.yaml - \
		|| { echo "docs/openapi.yaml is not what the code serves: bin/billfoldd openapi > docs/openapi.yaml"; exit 1; }

stage-journey: driven
	go run ./tools/journey -program build/billfold-driven -pictures build/run
