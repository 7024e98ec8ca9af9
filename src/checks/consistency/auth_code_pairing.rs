//! 401 and 403 are taken for each other.

use std::sync::OnceLock;

use crate::checks::{Options, systemic};
use crate::expression::Expression;
use crate::finding::{Detection, Token};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::{Document, Response, ResponseUse, Role};

/// Words of a client whose credentials are missing or worth nothing: 401.
const OF_CREDENTIALS: &str = r"(?ix)
    \b(missing|invalid|expired|no|bad|wrong|malformed|incorrect|absent|revoked)
        \ (or\ (missing|invalid|expired|malformed|revoked)\ )?
        ((access|auth|authentication|api|bearer|jwt|session|user|security)\ )?
        (tokens?|credentials?|api[-\ ]?keys?|password|session|authentication)\b
    | \b(tokens?|credentials?|api[-\ ]?key|session)\ [^.,;]{0,60}?
        \b(is|are|was|were|has|have)\ (been\ )?(either\ )?
        (missing|invalid|expired|malformed|absent|revoked|not\ (recogni[sz]ed|provided|supplied|present|valid))\b
    | \b(tokens?|credentials?|session)\ expired\b
    | \bnot\ (yet\ )?(authenticated|logged\ in|signed\ in)\b
    | \bunauthenticated\b
    | \bauthentication\ (is\ )?(required|failed|missing|needed)\b
    | \b(log|sign)\ in\ (first|again)\b";
/// Words of a client that is known and may not: 403.
const OF_PERMISSIONS: &str = r"(?ix)
    \bforbidden\b
    | \b(permissions?|privileges?|roles?|scopes?|entitlements?|access\ rights)\b
    | \baccess\ (is\ )?denied\b
    | \bnot\ (allowed|permitted|entitled)\b
    | \ballowed\ to\b";
/// Words that are neither: a forged request is refused with 403, whoever sends it.
const OF_FORGERY: &str = r"(?i)\b(csrf|xsrf|cross[- ]site)\b";

/// Reads the descriptions of 401 and 403, where the document declares both: an API that has only
/// one of them uses it for both on purpose.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _: &Options<'_>,
) -> Vec<Detection<'a>> {
    let declares = |number: u16| {
        document
            .uses()
            .any(|found| code(found) == Some(number) && found.operation().role() == Role::Operation)
    };
    if !(declares(401) && declares(403)) {
        return Vec::new();
    }
    let found = document.responses().filter_map(judge).collect();
    systemic::once(found, "responses")
}

fn code(found: ResponseUse<'_>) -> Option<u16> {
    let code = found.status().and_then(StatusKey::code);
    code.map(StatusCode::number)
}

fn judge(response: Response<'_>) -> Option<Detection<'_>> {
    let first = code(response.uses().next()?)?;
    let is_about_auth = matches!(first, 401 | 403);
    if !is_about_auth || response.uses().any(|found| code(found) != Some(first)) {
        return None;
    }
    let text = response.description()?;
    let [credentials, permissions, forgery] = patterns()?;
    let (other, said) = match first {
        401 if !credentials.is_match(text) => (403, permissions.find(text)?),
        403 if !permissions.is_match(text) && !forgery.is_match(text) => {
            (401, credentials.find(text)?)
        }
        _ => return None,
    };
    // A description may be wrapped where it says it.
    let said: Vec<&str> = said.split_whitespace().collect();
    let users = response.uses().map(ResponseUse::operation);
    let mut detection =
        Detection::at(Token::Value(response.node().get("description")?)).touching(users);
    detection.message = Some(format!(
        "the {first} response speaks of “{}”, which is what {other} is for",
        said.join(" ")
    ));
    detection.help = Some(format!(
        "declare it under {other}, or say here why {first} is meant"
    ));
    Some(detection)
}

fn patterns() -> Option<&'static [Expression; 3]> {
    static PATTERNS: OnceLock<Option<[Expression; 3]>> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        Some([
            Expression::new(OF_CREDENTIALS, true)?,
            Expression::new(OF_PERMISSIONS, true)?,
            Expression::new(OF_FORGERY, true)?,
        ])
    });
    patterns.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_credentials_and_permissions_apart() {
        let [credentials, permissions, _] = patterns().unwrap();
        for text in [
            "Missing or invalid access token",
            "The token has expired",
            "You are not logged in",
            "The access token provided in the `Authorization` header is not recognized",
            "Invalid API key",
        ] {
            assert!(credentials.is_match(text), "{text}");
            assert!(!permissions.is_match(text), "{text}");
        }
        for text in [
            "You lack the permission",
            "Forbidden",
            "Insufficient scope",
            "You are not allowed to do this",
        ] {
            assert!(permissions.is_match(text), "{text}");
            assert!(!credentials.is_match(text), "{text}");
        }
    }
}
