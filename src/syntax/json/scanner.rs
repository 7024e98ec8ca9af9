//! The tokens of a JSON text, with their exact places.

use super::error;
use crate::source::Span;
use crate::syntax::SyntaxError;

/// One token of a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    OpenObject,
    CloseObject,
    OpenArray,
    CloseArray,
    Comma,
    Colon,
    /// A string with its quotes, and whether it holds an escape.
    String {
        escaped: bool,
    },
    /// A number, `true`, `false` or `null`.
    Plain,
    /// The end of the text.
    End,
}

/// Splits a text into tokens.
pub(super) struct Scanner<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Scanner<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn text(&self) -> &'s str {
        self.text
    }

    /// The next token and its place; [`Token::End`] again and again behind the last one.
    pub(super) fn next_token(&mut self) -> Result<(Token, Span), SyntaxError> {
        self.skip_blanks();
        let start = self.at;
        let token = match self.byte_at(start) {
            None => return Ok((Token::End, Span::from_range(start..start))),
            Some(b'"') => self.string()?,
            Some(b'{') => self.single(Token::OpenObject),
            Some(b'}') => self.single(Token::CloseObject),
            Some(b'[') => self.single(Token::OpenArray),
            Some(b']') => self.single(Token::CloseArray),
            Some(b',') => self.single(Token::Comma),
            Some(b':') => self.single(Token::Colon),
            Some(_) => self.plain()?,
        };
        Ok((token, Span::from_range(start..self.at)))
    }

    fn byte_at(&self, offset: usize) -> Option<u8> {
        self.text.as_bytes().get(offset).copied()
    }

    fn single(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte_at(self.at) {
            self.at += 1;
        }
    }

    /// A string from its opening quote; its escapes are looked at by [`unescape`](Self::unescape).
    fn string(&mut self) -> Result<Token, SyntaxError> {
        let start = self.at;
        let mut at = start + 1;
        let mut escaped = false;
        loop {
            let rest = self.text.as_bytes().get(at..).unwrap_or_default();
            let length = rest
                .iter()
                .position(|&byte| byte == b'"' || byte == b'\\' || byte < b' ')
                .ok_or_else(|| error::unclosed_string(start))?;
            at += length;
            match rest.get(length) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at += 2;
                }
                _ => return Err(error::control_character(self.text, start, at)),
            }
        }
        self.at = at + 1;
        Ok(Token::String { escaped })
    }

    /// A number or one of the three words.
    fn plain(&mut self) -> Result<Token, SyntaxError> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'+' | b'-' | b'.'))
            .unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        if !matches!(word, b"true" | b"false" | b"null") && !is_number(word) {
            return Err(error::no_value(self.text, start));
        }
        self.at = start + length;
        Ok(Token::Plain)
    }

    /// The text of a string token, its escapes resolved.
    ///
    /// Half of a surrogate pair is legal JSON but no text; it becomes U+FFFD, as RFC 8259 section
    /// 8.2 leaves open.
    pub(super) fn unescape(&self, span: Span) -> Result<String, SyntaxError> {
        let start = span.range().start + 1;
        let end = span.range().end.saturating_sub(1);
        let mut rest = self.text.get(start..end).unwrap_or_default();
        let mut text = String::with_capacity(rest.len());
        while let Some((plain, behind)) = rest.split_once('\\') {
            text.push_str(plain);
            let offset = end - behind.len() - 1;
            let (character, length) =
                escape(behind).ok_or_else(|| error::escape(self.text, offset))?;
            text.push(character);
            rest = behind.get(length..).unwrap_or_default();
        }
        text.push_str(rest);
        Ok(text)
    }
}

/// The character that an escape stands for, and how many bytes follow its backslash.
fn escape(behind: &str) -> Option<(char, usize)> {
    let character = match behind.as_bytes().first()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(behind),
        _ => return None,
    };
    Some((character, 1))
}

fn unicode_escape(behind: &str) -> Option<(char, usize)> {
    let high = code_unit(behind, 1)?;
    let low = behind.get(5..7).filter(|prefix| *prefix == "\\u");
    let pair = low.and_then(|_| code_unit(behind, 7)).and_then(|low| {
        let mut characters = char::decode_utf16([high, low]);
        let character = characters.next()?.ok()?;
        (character.len_utf16() == 2).then_some((character, 11))
    });
    let single = || char::from_u32(u32::from(high)).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some(pair.unwrap_or_else(|| (single(), 5)))
}

fn code_unit(text: &str, offset: usize) -> Option<u16> {
    let digits = text.get(offset..offset + 4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex
        .then(|| u16::from_str_radix(digits, 16).ok())
        .flatten()
}

/// RFC 8259 section 6.
fn is_number(word: &[u8]) -> bool {
    let rest = word.strip_prefix(b"-").unwrap_or(word);
    let (whole, rest) = digits(rest);
    let whole_fits = matches!(whole, [b'0'] | [b'1'..=b'9', ..]);
    let (fraction_fits, rest) = match rest {
        [b'.', rest @ ..] => {
            let (fraction, rest) = digits(rest);
            (!fraction.is_empty(), rest)
        }
        _ => (true, rest),
    };
    let exponent_fits = match rest {
        [] => true,
        [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] => {
            let (exponent, rest) = digits(rest);
            !exponent.is_empty() && rest.is_empty()
        }
        _ => false,
    };
    whole_fits && fraction_fits && exponent_fits
}

fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let length = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(length)
}
