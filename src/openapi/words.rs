//! Names taken apart into words.

/// The words of a name or a short text in lower case: split at everything but letters and digits
/// and at humps (`errorCode`, `APIError`).
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut previous = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next_is_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        let hump = character.is_uppercase()
            && (previous.is_lowercase()
                || previous.is_ascii_digit()
                || (previous.is_uppercase() && next_is_lower));
        if (hump || !character.is_alphanumeric()) && !current.is_empty() {
            words.push(std::mem::take(&mut current));
        }
        if character.is_alphanumeric() {
            current.extend(character.to_lowercase());
        }
        previous = character;
    }
    if !current.is_empty() {
        words.push(current);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_fall_apart_at_humps_and_signs() {
        assert_eq!(words("errorCode"), ["error", "code"]);
        assert_eq!(words("APIError_v2"), ["api", "error", "v2"]);
        assert_eq!(words("is-OK"), ["is", "ok"]);
    }
}
