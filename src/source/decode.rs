//! From bytes to text: byte order marks, UTF-8 and UTF-16.

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
        "the file is not valid UTF-8: the byte {byte:#04x} at offset {offset} (line {line}) begins no character"
    )]
    Utf8 {
        /// Offset of the first bad byte in the file.
        offset: usize,
        /// The first bad byte.
        byte: u8,
        /// The line of that byte, from 1.
        line: usize,
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

/// Decodes a whole file, dropping the byte order mark.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), DecodeError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(DecodeError::TooLarge);
    }
    match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            let text = std::str::from_utf8(rest)
                .map_err(|error| invalid_utf8(&bytes, 3 + error.valid_up_to()))?;
            Ok((text.to_owned(), Encoding::Utf8WithMark))
        }
        [0xFF, 0xFE, rest @ ..] => Ok((decode_utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le)),
        [0xFE, 0xFF, rest @ ..] => Ok((decode_utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be)),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Ok((text, Encoding::Utf8)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                Err(invalid_utf8(error.as_bytes(), offset))
            }
        },
    }
}

fn invalid_utf8(bytes: &[u8], offset: usize) -> DecodeError {
    let before = bytes.get(..offset).unwrap_or_default();
    DecodeError::Utf8 {
        offset,
        byte: bytes.get(offset).copied().unwrap_or_default(),
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
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
