//! What the terminal can show: one decision, from which everything else follows.

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Whether colours and weights are used.
    pub color: bool,
    /// Whether characters beyond ASCII are used for lines and signs.
    pub unicode: bool,
    /// The width to fill, in columns.
    pub width: usize,
    /// Whether references are written as links (OSC 8).
    pub hyperlinks: bool,
}

impl Default for Appearance {
    fn default() -> Self {
        Self::plain(80)
    }
}

/// Lines longer than this are tiring to read, however wide the terminal is.
const WIDEST: usize = 110;
/// Narrower than this, nothing fits.
const NARROWEST: usize = 40;

impl Appearance {
    /// Text for a file or a pipe: no colour, no links, Unicode.
    pub fn plain(width: usize) -> Self {
        Self {
            color: false,
            unicode: true,
            width,
            hyperlinks: false,
        }
    }

    /// The width that is used, in columns.
    pub(super) fn columns(self) -> usize {
        self.width.clamp(NARROWEST, WIDEST)
    }

    pub(super) fn separator(self) -> &'static str {
        if self.unicode { " · " } else { " - " }
    }

    pub(super) fn ellipsis(self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }
}
