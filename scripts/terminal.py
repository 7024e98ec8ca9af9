#!/usr/bin/env python3
"""Turns what a program writes to a terminal into a page that looks like one: colours, bold, links."""

import html
import re
import sys

COLOURS = ["#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#dcdfe4"]
PAGE = """<!doctype html><meta charset="utf-8"><title>statuslint</title><style>
body {{ margin: 0; background: #1e2127; }}
pre {{ margin: 0; padding: 20px 24px; color: #dcdfe4; font: 15px/1.3 "DejaVu Sans Mono", monospace; }}
</style><pre>{}</pre>"""


def style(codes):
    """The style that select-graphic-rendition codes ask for."""
    rules = []
    for code in codes:
        if code == 1:
            rules.append("font-weight: bold")
        elif code == 2:
            rules.append("opacity: 0.65")
        elif code == 4:
            rules.append("text-decoration: underline")
        elif 30 <= code <= 37:
            rules.append(f"color: {COLOURS[code - 30]}")
        elif 90 <= code <= 97:
            rules.append(f"color: {COLOURS[code - 90]}")
    return "; ".join(rules)


def page(text):
    """The text as a page; hyperlinks keep their text alone."""
    text = re.sub(r"\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)", "", text)
    active, out = [], []
    for part in re.split(r"(\x1b\[[0-9;]*m)", text):
        if not part.startswith("\x1b["):
            escaped = html.escape(part)
            rules = style(active)
            out.append(f'<span style="{rules}">{escaped}</span>' if rules and part else escaped)
            continue
        for code in (int(code or 0) for code in part[2:-1].split(";")):
            active = [] if code == 0 else [*active, code]
    return PAGE.format("".join(out))


if __name__ == "__main__":
    sys.stdout.write(page(sys.stdin.read()))
