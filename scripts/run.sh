#!/usr/bin/env bash
# Starts the desktop with its demo where there is a display; elsewhere does its
# main job in a window on a virtual screen, and leaves a picture of each step.
set -eu

has_display() {
  [ "$(uname -s)" = Darwin ] && return 0
  [ -n "${WAYLAND_DISPLAY:-}" ] && [ -S "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/$WAYLAND_DISPLAY" ] && return 0
  [ -n "${DISPLAY:-}" ] && timeout 5 xdotool getdisplaygeometry >/dev/null 2>&1
}

if has_display; then
  exec bin/billfold --demo
fi
echo "There is no display here. Doing the main job in a window on a virtual screen instead;"
echo "a picture of each step is in build/run:"
exec "${MAKE:-make}" --no-print-directory -s stage-journey
