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
        '\u{061C}'
        | '\u{200E}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => true,
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

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn harmless_text_is_borrowed() {
        let text = "a\tb\r\nü 漢 🦀";
        assert!(matches!(sanitize(text), std::borrow::Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn hostile_characters_become_stand_ins_of_the_same_length() {
        let cases = [
            ("\u{1b}[31mred", "?[31mred"),
            ("bell\u{7}\u{0}", "bell??"),
            ("\u{85}\u{9b}2J", "\u{BF}\u{BF}2J"),
            ("a\u{202e}b\u{2066}c\u{61c}", "a\u{FFFD}b\u{FFFD}c\u{BF}"),
            ("\u{feff}\u{2028}", "\u{FFFD}\u{FFFD}"),
        ];
        for (text, safe) in cases {
            assert_eq!(sanitize(text), safe);
            assert_eq!(sanitize(text).len(), text.len());
        }
    }
}
