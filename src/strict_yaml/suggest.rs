//! "Did you mean".

/// The candidate that is nearest to a word, if any is near enough to be what was meant. Of equally
/// near ones, the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const ABBREVIATION: usize = 3;
    let word = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let abbreviated = word.len() >= ABBREVIATION && candidate.starts_with(&word);
        let distance = if abbreviated {
            1
        } else {
            strsim::damerau_levenshtein(&word, candidate)
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    let (distance, candidate) = best?;
    let longer = word.chars().count().max(candidate.chars().count());
    (distance <= (longer / 3).max(1) && distance < longer).then_some(candidate)
}

/// The remedy for an unknown word: the nearest candidate, or else all of them where they are few.
pub fn did_you_mean(word: &str, candidates: &[&str]) -> Option<String> {
    const FEW: usize = 12;
    if let Some(candidate) = nearest(word, candidates.iter().copied()) {
        return Some(format!("did you mean `{candidate}`?"));
    }
    (1..=FEW).contains(&candidates.len()).then(|| {
        let quoted: Vec<String> = candidates.iter().map(|name| format!("`{name}`")).collect();
        format!("expected one of {}", quoted.join(", "))
    })
}
