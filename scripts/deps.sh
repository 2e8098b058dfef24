#!/usr/bin/env bash
# Installs the system packages that building and testing need and that are
# missing. Nothing missing: nothing happens. Not root and no sudo without a
# password: prints the one command to run and fails.
set -eu

debian="gcc pkg-config libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev
  libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev
  xvfb openbox xdotool libgl1-mesa-dri imagemagick dbus gnome-keyring libglib2.0-bin chromium
  poppler-utils"
fedora="gcc pkgconf-pkg-config mesa-libGL-devel libX11-devel libXcursor-devel libXrandr-devel
  libXinerama-devel libXi-devel libXxf86vm-devel wayland-devel libxkbcommon-devel
  xorg-x11-server-Xvfb openbox xdotool mesa-dri-drivers ImageMagick dbus-daemon gnome-keyring glib2 chromium
  poppler-utils"
arch="gcc pkgconf libglvnd libx11 libxcursor libxrandr libxinerama libxi libxxf86vm wayland
  libxkbcommon xorg-server-xvfb openbox xdotool mesa imagemagick dbus gnome-keyring glib2 chromium poppler"

# as_root runs a command as root, or says which one to run.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    sudo "$@"
  else
    echo "System packages are missing. Run this once, then try again:" >&2
    echo "  sudo $*" >&2
    exit 1
  fi
}

if command -v apt-get >/dev/null; then
  # dpkg-query lists what it knows and complains of the rest; the rest is missing.
  # shellcheck disable=SC2086 # the list is meant to be split
  have=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $debian 2>/dev/null || true)
  missing=""
  for p in $debian; do
    grep -qx "installed $p" <<<"$have" || missing="$missing $p"
  done
  [ -n "$missing" ] || exit 0
  echo "installing:$missing"
  as_root sh -c "apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends$missing" </dev/null
elif command -v dnf >/dev/null; then
  # shellcheck disable=SC2086
  rpm -q --whatprovides $fedora >/dev/null 2>&1 || as_root dnf -qy install $fedora
elif command -v pacman >/dev/null; then
  # shellcheck disable=SC2086
  pacman -Q $arch >/dev/null 2>&1 || as_root pacman -S --needed --noconfirm $arch
elif [ "$(uname -s)" = Darwin ]; then
  # The window toolkit needs only Apple's command line tools there.
  xcode-select -p >/dev/null 2>&1 || { echo "Run once: xcode-select --install" >&2; exit 1; }
else
  echo "Unknown system: install a C compiler and the development files of OpenGL and X11 yourself." >&2
fi
