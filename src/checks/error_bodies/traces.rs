//! Texts that show how a server is built: stack traces, errors of databases, classes, paths.

use std::sync::OnceLock;

use regex::RegexSet;

use crate::openapi::Cursor;

/// How many texts of one example are read.
const TEXTS: usize = 400;

/// The first text of an example that gives internals away, and what it gives away.
pub(super) fn in_example(example: Cursor<'_>) -> Option<(Cursor<'_>, &'static str)> {
    let mut waiting = vec![example];
    let mut read = 0;
    while let Some(next) = waiting.pop() {
        if let Some(text) = next.node().as_str() {
            read += 1;
            if let Some(first) = patterns().matches(text).iter().next() {
                let what = PATTERNS.get(first).map(|(_, what)| *what)?;
                return Some((next, what));
            }
        }
        if read > TEXTS {
            return None;
        }
        waiting.extend(next.items());
        waiting.extend(next.entries().map(|(_, value)| value));
    }
    None
}

/// What no client should read, and what it is.
const PATTERNS: &[(&str, &str)] = &[
    (
        r"(?-u:\b)at [A-Za-z0-9_$.<>]+\([A-Za-z0-9_$]+\.(java|kt|scala|groovy|cs):[0-9]+\)",
        "a stack trace",
    ),
    (
        r"(?-u:\b)at .{1,80}\(?/[A-Za-z0-9_./-]+\.(js|ts|mjs):[0-9]+:[0-9]+\)?",
        "a stack trace",
    ),
    (r"Traceback \(most recent call last\)", "a stack trace"),
    (r#"File "[^"]+\.py", line [0-9]"#, "a stack trace"),
    (r"goroutine [0-9]+ \[", "a stack trace"),
    (r"(?-u:\b)ORA-[0-9]{5}(?-u:\b)", "an error of the database"),
    (r"SQLSTATE\[", "an error of the database"),
    (
        r"(?-u:\b)([a-z][A-Za-z0-9_]*\.){2,}[A-Z][A-Za-z0-9_]*(Exception|Error)(?-u:\b)",
        "the name of an exception class",
    ),
    (
        r"(?-u:\b)System\.([A-Za-z0-9_]+\.)*[A-Za-z0-9_]+Exception(?-u:\b)",
        "the name of an exception class",
    ),
    (
        r"(^|[ '\x22(])(/(home|var/www|usr/(src|local|lib)|opt|srv)/[A-Za-z0-9_./-]+\.[a-z0-9]{1,5})(?-u:\b)",
        "a path of the server",
    ),
];

fn patterns() -> &'static RegexSet {
    static ALL: OnceLock<RegexSet> = OnceLock::new();
    ALL.get_or_init(|| {
        let expressions = PATTERNS.iter().map(|(expression, _)| *expression);
        RegexSet::new(expressions).unwrap_or_else(|_| RegexSet::empty())
    })
}

#[cfg(test)]
mod tests {
    use super::{PATTERNS, patterns};

    #[test]
    fn what_a_server_says_of_itself_is_told_from_what_it_says_of_the_request() {
        assert_eq!(patterns().len(), PATTERNS.len());
        for text in [
            "at com.shop.Orders.find(Orders.java:12)",
            "Traceback (most recent call last):",
            "SQLSTATE[23000]: Integrity constraint violation",
            "java.lang.NullPointerException",
            "open /var/www/shop/config.php failed",
        ] {
            assert!(patterns().is_match(text), "{text}");
        }
        for text in [
            "the order is at its limit (see https://api.example/limits)",
            "no file /orders/12.json",
            "Error: order.items must not be empty",
        ] {
            assert!(!patterns().is_match(text), "{text}");
        }
    }
}
