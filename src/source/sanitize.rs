//! Text from documents, made safe for terminals and logs.

use std::borrow::Cow;

/// Replaces control and bidirectional formatting characters by stand-ins of the same number of
/// bytes, so that spans into the text stay valid. Tabs and line breaks stay.
///
/// A document must not be able to move the cursor, set a colour, ring the bell or reorder what a
/// reader sees (CVE-2021-42574, "Trojan Source").
pub fn sanitize(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_hostile) else {
        return Cow::Borrowed(text);
    };
    let (clean, rest) = text.split_at(first);
    let mut safe = String::with_capacity(text.len());
    safe.push_str(clean);
    safe.extend(rest.chars().map(|character| {
        if is_hostile(character) {
            stand_in(character.len_utf8())
        } else {
            character
        }
    }));
    Cow::Owned(safe)
}

fn is_hostile(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{200E}' | '\u{200F}' | '\u{061C}' => true,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        '\u{FEFF}' => true,
        _ => character.is_control(),
    }
}

fn stand_in(bytes: usize) -> char {
    match bytes {
        1 => '?',
        2 => '\u{BF}',
        _ => '\u{FFFD}',
    }
}
