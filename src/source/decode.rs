//! From bytes to text: byte order marks, UTF-8 and UTF-16.

use std::fmt;
use std::str::Utf8Error;

use super::{LineIndex, Span};

/// How a file's text was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8WithMark,
    /// UTF-16, little-endian, with its byte order mark.
    Utf16Le,
    /// UTF-16, big-endian, with its byte order mark.
    Utf16Be,
}

/// The bytes of a file are not valid text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A byte sequence that UTF-8 does not know.
    #[error(
        "the file is not valid UTF-8: the bytes {shown} at offset {offset} (line {line}) are no character",
        shown = Hexadecimal(bytes)
    )]
    Utf8 {
        /// Offset of the first bad byte in the file.
        offset: usize,
        /// The bytes that are no character, at most three.
        bytes: Vec<u8>,
        /// The line of that byte, from 1.
        line: usize,
        /// What can be read of the file.
        readable: Readable,
    },
    /// An unpaired surrogate or an odd number of bytes in UTF-16.
    #[error(
        "the file begins with a UTF-16 byte order mark but is not valid UTF-16 at byte offset {offset}"
    )]
    Utf16 {
        /// Offset of the bad unit in the file.
        offset: usize,
    },
    /// The text has 4 GiB or more, which spans cannot address.
    #[error("the file is larger than 4 GiB")]
    TooLarge,
}

/// What can be read of a file that is not valid text, to show where it breaks off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readable {
    /// The text without its mark, U+FFFD in place of what is no character.
    pub text: String,
    /// The stand-in for the first bad bytes.
    pub span: Span,
}

/// Bytes as a person reads them: `c3 28`.
struct Hexadecimal<'b>(&'b [u8]);

impl fmt::Display for Hexadecimal<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, byte) in self.0.iter().enumerate() {
            let separator = if position == 0 { "" } else { " " };
            write!(formatter, "{separator}{byte:02x}")?;
        }
        Ok(())
    }
}

/// Decodes a whole file, dropping the byte order mark.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), DecodeError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(DecodeError::TooLarge);
    }
    match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] => match std::str::from_utf8(rest) {
            Ok(text) => Ok((text.to_owned(), Encoding::Utf8WithMark)),
            Err(error) => Err(invalid_utf8(&bytes, 3, error)),
        },
        [0xFF, 0xFE, rest @ ..] => Ok((decode_utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le)),
        [0xFE, 0xFF, rest @ ..] => Ok((decode_utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be)),
        _ => String::from_utf8(bytes)
            .map(|text| (text, Encoding::Utf8))
            .map_err(|error| invalid_utf8(error.as_bytes(), 0, error.utf8_error())),
    }
}

/// The bytes of a text in an encoding, with the byte order mark that tells it.
pub(super) fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(bytes).collect()
    };
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8WithMark => ["\u{FEFF}", text].concat().into_bytes(),
        Encoding::Utf16Le => utf16(u16::to_le_bytes),
        Encoding::Utf16Be => utf16(u16::to_be_bytes),
    }
}

/// `error` came from reading the bytes behind the first `mark` ones.
fn invalid_utf8(bytes: &[u8], mark: usize, error: Utf8Error) -> DecodeError {
    let offset = mark + error.valid_up_to();
    let (before, bad) = bytes.split_at_checked(offset).unwrap_or((bytes, &[]));
    let length = error.error_len().unwrap_or(bad.len());
    DecodeError::Utf8 {
        offset,
        bytes: bad.get(..length).unwrap_or(bad).to_vec(),
        line: LineIndex::of_bytes(before).count(),
        readable: readable(bytes.get(mark..).unwrap_or_default(), error.valid_up_to()),
    }
}

/// The text of `bytes`, of which the first `valid` are valid and the next are not.
fn readable(bytes: &[u8], valid: usize) -> Readable {
    let stand_in = char::REPLACEMENT_CHARACTER.len_utf8();
    Readable {
        text: String::from_utf8_lossy(bytes).into_owned(),
        span: Span::from_range(valid..valid + stand_in),
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(DecodeError::Utf16 {
            offset: 2 + bytes.len() - 1,
        });
    }
    let mut text = String::with_capacity(bytes.len());
    let mut offset = 2;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let character = decoded.map_err(|_| DecodeError::Utf16 { offset })?;
        offset += 2 * character.len_utf16();
        text.push(character);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{DecodeError, Encoding, Readable, decode, encode};
    use crate::source::Span;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let with_mark = format!("\u{FEFF}{text}");
        with_mark.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn the_byte_order_mark_tells_the_encoding_and_is_dropped() {
        let text = "openapi: 3.1.0 # ü 🦀\r\n";
        let cases = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (
                format!("\u{FEFF}{text}").into_bytes(),
                Encoding::Utf8WithMark,
            ),
            (utf16(text, u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(text, u16::to_be_bytes), Encoding::Utf16Be),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decode(bytes.clone()), Ok((text.to_owned(), encoding)));
            assert_eq!(encode(text, encoding), bytes);
        }
    }

    #[test]
    fn bytes_that_are_no_utf8_are_named_with_offset_and_line() {
        let error = decode(b"a: 1\r\nb: \xC3\x28\n".to_vec()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the file is not valid UTF-8: the bytes c3 at offset 9 (line 2) are no character"
        );
    }

    #[test]
    fn the_offset_of_bad_bytes_counts_the_byte_order_mark() {
        let error = decode(b"\xEF\xBB\xBFa\xE2\x82".to_vec()).unwrap_err();
        let expected = DecodeError::Utf8 {
            offset: 4,
            bytes: vec![0xE2, 0x82],
            line: 1,
            readable: Readable {
                text: "a\u{FFFD}".to_owned(),
                span: Span::new(1, 4),
            },
        };
        assert_eq!(error, expected);
    }

    #[test]
    fn broken_utf16_is_an_error_with_its_offset() {
        let lone_surrogate = [0xFF, 0xFE, b'a', 0, 0x00, 0xD8, b'b', 0];
        assert_eq!(
            decode(lone_surrogate.to_vec()),
            Err(DecodeError::Utf16 { offset: 4 })
        );
        let odd = [0xFE, 0xFF, 0, b'a', 0];
        assert_eq!(decode(odd.to_vec()), Err(DecodeError::Utf16 { offset: 4 }));
    }
}
