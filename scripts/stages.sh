#!/usr/bin/env bash
# Makes the named targets one after the other, stops at the first that fails,
# and says at the end what each took.
set -u

report=""
begin=$SECONDS

finish() {
  printf '\n%s%-16s %4d s\n' "$report" total $((SECONDS - begin))
}

for stage in "$@"; do
  printf '\n== %s\n' "${stage#stage-}"
  start=$SECONDS
  if ! "${MAKE:-make}" --no-print-directory "$stage"; then
    report+=$(printf '%-16s %4d s  FAILED' "${stage#stage-}" $((SECONDS - start)))$'\n'
    finish
    echo "FAILED: ${stage#stage-}"
    exit 1
  fi
  report+=$(printf '%-16s %4d s' "${stage#stage-}" $((SECONDS - start)))$'\n'
done
finish
echo "all stages passed"
