//! Text that is text in Markdown, and stays so on a forge.

use crate::report::text::one_line;

/// Nothing that is seen, between two characters that would mean something side by side.
const NOTHING: &str = "<!-- -->";

/// Text within a line or a table's cell. What stands between backticks stays code; nothing else is
/// markup, a mention, a reference or a link.
pub(super) fn inline(text: &str) -> String {
    let text = one_line(text);
    let mut safe = String::with_capacity(text.len() + 16);
    let mut rest = text.as_str();
    let mut follows_code = false;
    while let Some((before, behind)) = rest.split_once('`') {
        prose(before, &mut safe);
        let code = behind.split_once('`');
        let code = code.filter(|(code, _)| !code.trim().is_empty());
        if let Some((code, behind)) = code {
            if follows_code && before.is_empty() {
                safe.push_str(NOTHING);
            }
            safe.push('`');
            safe.push_str(&code.replace('|', "\\|"));
            safe.push('`');
            rest = behind;
            follows_code = true;
        } else {
            safe.push_str("&#96;");
            rest = behind;
            follows_code = false;
        }
    }
    prose(rest, &mut safe);
    safe
}

fn prose(text: &str, safe: &mut String) {
    let mut previous = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => safe.extend(['\\', character]),
            '@' | '#' => {
                safe.push(character);
                safe.push_str(NOTHING);
            }
            ':' if characters.peek() == Some(&'/') => {
                safe.push(':');
                safe.push_str(NOTHING);
            }
            '.' if previous.eq_ignore_ascii_case(&'w') => {
                safe.push_str(NOTHING);
                safe.push('.');
            }
            '-' if previous.eq_ignore_ascii_case(&'h')
                && characters.peek().is_some_and(char::is_ascii_digit) =>
            {
                safe.push('-');
                safe.push_str(NOTHING);
            }
            other => safe.push(other),
        }
        previous = character;
    }
}

/// Text within an HTML element, in one line.
pub(super) fn html(text: &str) -> String {
    one_line(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_code_and_nothing_else_is_markup() {
        let cases = [
            ("declares `4xx` *now*", "declares `4xx` \\*now\\*"),
            ("`a``b` ``", "`a`<!-- -->`b` &#96;&#96;"),
            ("odd ` one", "odd &#96; one"),
            ("`a|b` | c", "`a\\|b` \\| c"),
            (
                "<img> [x](y) @all #1",
                "&lt;img&gt; \\[x\\](y) @<!-- -->all #<!-- -->1",
            ),
            ("https://a.b www.a.b", "https:<!-- -->//a.b www<!-- -->.a.b"),
        ];
        for (text, safe) in cases {
            assert_eq!(inline(text), safe);
        }
    }
}
