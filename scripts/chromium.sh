# shellcheck shell=bash
# Finds Chromium, and runs it so that it talks to nobody. To be sourced.
browser="$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)"

browse() {
    local profile status=0
    profile="$(mktemp -d)"
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --hide-scrollbars --user-data-dir="$profile" "$@" || status=$?
    rm -rf "$profile"
    return "$status"
}
