//! What is registered for each status code (IANA HTTP Status Code Registry), what it asks of a
//! client, and the codes that only vendors use.

use std::sync::OnceLock;

use super::table::{filled, items, rows};
use super::{StatusClass, StatusCode};

/// What is registered for a status code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The code.
    pub code: StatusCode,
    /// The reason phrase; `(Unused)` for a number that is only reserved.
    pub name: &'static str,
    /// The document that defines it: `RFC 9110`.
    pub reference: &'static str,
    /// The section of that document; none for a draft.
    pub section: Option<&'static str>,
    /// Whether a cache may store the response where nothing else is said.
    pub cacheable: Cacheability,
    /// Whether the response may have content (RFC 9110 section 6.4.1).
    pub content_allowed: bool,
    /// Header fields that the definition demands.
    pub required_headers: Vec<&'static str>,
    /// Header fields that the definition recommends, or demands under a condition.
    pub recommended_headers: Vec<&'static str>,
    /// Other header fields that make sense in the response.
    pub optional_headers: Vec<&'static str>,
    /// The condition of the demands and recommendations.
    pub header_note: Option<&'static str>,
    /// The methods that it typically answers, in words.
    pub methods: &'static str,
    /// Whether a client may repeat the request.
    pub retry: Retry,
    /// Where an API has use for it.
    pub api_use: ApiUse,
    /// What a client should do, in one sentence.
    pub client_action: &'static str,
}

/// Whether a cache may store a response without explicit freshness (RFC 9111 section 4.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cacheability {
    /// It may be stored, and its freshness guessed.
    ByDefault,
    /// Only explicit freshness allows it.
    WhenExplicit,
    /// It must not be stored (RFC 6585).
    Never,
}

/// Whether a client may repeat the request that was answered so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retry {
    /// There is no failure to recover from.
    NotApplicable,
    /// Repeating the same request leads to the same answer.
    No,
    /// Go where the response points.
    Follow,
    /// Only where the method is idempotent (RFC 9110 section 9.2.2).
    Idempotent,
    /// After the time that `Retry-After` names.
    AfterDelay,
    /// Over another connection, whatever the method (RFC 9110 section 15.5.20).
    NewConnection,
    /// Once the TLS handshake is complete, and not in early data (RFC 8470 section 5.2).
    AfterHandshake,
}

/// Where an API has use for a status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApiUse {
    /// Many APIs declare it.
    Common,
    /// Seldom the right answer of an API.
    Rare,
    /// Sent by the web framework, seldom by the handler.
    Framework,
    /// Sent by a gateway or load balancer in front of the API.
    Infrastructure,
    /// Part of the protocol below the API.
    Protocol,
    /// Sent by proxies, about themselves.
    ProxyOnly,
    /// Made for people in front of browsers.
    BrowserOnly,
    /// Only in answer to range requests.
    RangeOnly,
    /// For batches whose items fare differently.
    Batch,
    /// `WebDAV`.
    WebDav,
    /// Set aside, without a meaning yet.
    Reserved,
    /// No longer to be used.
    Obsolete,
}

/// A status code that a vendor uses and no standard registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorCode {
    /// The number, which may lie outside 100 to 599.
    pub number: u16,
    /// Whose it is.
    pub vendor: &'static str,
    /// What it says there.
    pub meaning: &'static str,
    /// What to declare instead.
    pub replacement: &'static str,
}

const REGISTRATIONS: &str = include_str!("../../rules/data/status-codes.tsv");
const VENDOR_CODES: &str = include_str!("../../rules/data/vendor-codes.tsv");

impl StatusCode {
    /// What is registered for the code; none where nothing is.
    pub fn registration(self) -> Option<&'static Registration> {
        let all = registrations();
        let index = all.binary_search_by_key(&self, |row| row.code).ok()?;
        all.get(index)
    }

    /// The registered reason phrase; none for a code that is unregistered or only reserved.
    pub fn reason_phrase(self) -> Option<&'static str> {
        self.registration()?.reason_phrase()
    }
}

impl Registration {
    /// The reason phrase; none for a number that is only reserved.
    pub fn reason_phrase(&self) -> Option<&'static str> {
        (self.name != "(Unused)").then_some(self.name)
    }

    /// The document and section: `RFC 9110 section 15.5.5`.
    pub fn citation(&self) -> String {
        match self.section {
            Some(section) => format!("{} section {section}", self.reference),
            None => self.reference.to_owned(),
        }
    }

    /// Where the definition can be read.
    pub fn url(&self) -> String {
        let Some(number) = self.reference.strip_prefix("RFC ") else {
            return format!("https://datatracker.ietf.org/doc/{}/", self.reference);
        };
        let section = self.section.map(|section| format!("#section-{section}"));
        let fragment = section.unwrap_or_default();
        format!("https://www.rfc-editor.org/rfc/rfc{number}{fragment}")
    }

    fn parse(row: &'static str) -> Option<Self> {
        let mut cells = row.split('\t');
        let mut next = || cells.next();
        let code: StatusCode = next()?.parse().ok()?;
        let registration = Self {
            code,
            name: next()?,
            reference: next()?,
            section: filled(next()?),
            cacheable: {
                let class = class_named(next()?)?;
                (class == code.class()).then_some(Cacheability::parse(next()?)?)?
            },
            content_allowed: yes_or_no(next()?)?,
            required_headers: items(next()?).collect(),
            recommended_headers: items(next()?).collect(),
            optional_headers: items(next()?).collect(),
            header_note: filled(next()?),
            methods: next()?,
            retry: Retry::parse(next()?)?,
            api_use: ApiUse::parse(next()?)?,
            client_action: next()?,
        };
        cells.next().is_none().then_some(registration)
    }
}

impl VendorCode {
    /// What a vendor means by the number; none where none is known.
    pub fn of(number: u16) -> Option<&'static Self> {
        vendor_codes().iter().find(|row| row.number == number)
    }

    fn parse(row: &'static str) -> Option<Self> {
        let mut cells = row.split('\t');
        let code = Self {
            number: cells.next()?.parse().ok()?,
            vendor: cells.next()?,
            meaning: cells.next()?,
            replacement: cells.next()?,
        };
        cells.next().is_none().then_some(code)
    }
}

/// Everything that is registered, in ascending order of code.
pub fn registrations() -> &'static [Registration] {
    static ALL: OnceLock<Vec<Registration>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: Vec<_> = rows(REGISTRATIONS)
            .filter_map(Registration::parse)
            .collect();
        all.sort_by_key(|row| row.code);
        all
    })
}

/// Every vendor code that is known, in ascending order.
pub fn vendor_codes() -> &'static [VendorCode] {
    static ALL: OnceLock<Vec<VendorCode>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: Vec<_> = rows(VENDOR_CODES).filter_map(VendorCode::parse).collect();
        all.sort_by_key(|row| row.number);
        all
    })
}

fn class_named(text: &str) -> Option<StatusClass> {
    Some(match text {
        "informational" => StatusClass::Informational,
        "successful" => StatusClass::Successful,
        "redirection" => StatusClass::Redirection,
        "client-error" => StatusClass::ClientError,
        "server-error" => StatusClass::ServerError,
        _ => return None,
    })
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

impl Cacheability {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "yes" => Self::ByDefault,
            "no" => Self::WhenExplicit,
            "must-not-store" => Self::Never,
            _ => return None,
        })
    }
}

impl Retry {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "not-applicable" => Self::NotApplicable,
            "no" => Self::No,
            "follow" => Self::Follow,
            "idempotent" => Self::Idempotent,
            "after-delay" => Self::AfterDelay,
            "new-connection" => Self::NewConnection,
            "after-handshake" => Self::AfterHandshake,
            _ => return None,
        })
    }
}

impl ApiUse {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "common" => Self::Common,
            "rare" => Self::Rare,
            "framework" => Self::Framework,
            "infrastructure" => Self::Infrastructure,
            "protocol" => Self::Protocol,
            "proxy-only" => Self::ProxyOnly,
            "browser-only" => Self::BrowserOnly,
            "range-only" => Self::RangeOnly,
            "batch" => Self::Batch,
            "webdav" => Self::WebDav,
            "reserved" => Self::Reserved,
            "obsolete" => Self::Obsolete,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registration(number: u16) -> &'static Registration {
        StatusCode::new(number).unwrap().registration().unwrap()
    }

    #[test]
    fn every_row_of_the_registry_has_known_values() {
        let unread: Vec<_> = rows(REGISTRATIONS)
            .filter(|row| Registration::parse(row).is_none())
            .collect();
        assert_eq!(unread, Vec::<&str>::new());
        assert!(registrations().is_sorted_by(|left, right| left.code < right.code));
    }

    #[test]
    fn every_row_of_the_vendor_codes_can_be_read_and_none_is_registered() {
        let unread: Vec<_> = rows(VENDOR_CODES)
            .filter(|row| VendorCode::parse(row).is_none())
            .collect();
        assert_eq!(unread, Vec::<&str>::new());
        assert!(vendor_codes().is_sorted_by(|left, right| left.number < right.number));
        for vendor in vendor_codes() {
            let registered = StatusCode::new(vendor.number).and_then(StatusCode::registration);
            assert_eq!(registered, None, "{}", vendor.number);
        }
    }

    #[test]
    fn a_registration_says_what_http_says() {
        let created = registration(201);
        assert_eq!(created.name, "Created");
        assert_eq!(created.citation(), "RFC 9110 section 15.3.2");
        assert_eq!(created.recommended_headers, ["Location"]);
        assert_eq!(registration(401).required_headers, ["WWW-Authenticate"]);
        assert_eq!(registration(429).retry, Retry::AfterDelay);
        assert_eq!(registration(421).retry, Retry::NewConnection);
        assert_eq!(registration(425).retry, Retry::AfterHandshake);
        assert_eq!(registration(429).cacheable, Cacheability::Never);
        assert_eq!(registration(418).reason_phrase(), None);
        assert_eq!(StatusCode::new(499).unwrap().reason_phrase(), None);
    }

    /// RFC 9110 section 15.1 lists them; 451 follows by RFC 7725 section 3.
    #[test]
    fn what_is_cacheable_by_default_is_what_rfc_9110_lists() {
        let listed = registrations()
            .iter()
            .filter(|row| row.cacheable == Cacheability::ByDefault)
            .map(|row| row.code.number());
        let expected = [
            200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501,
        ];
        assert_eq!(listed.collect::<Vec<_>>(), expected);
    }

    /// RFC 9110 section 6.4.1, and section 15.3.6 for 205.
    #[test]
    fn only_1xx_204_205_and_304_have_no_content() {
        let without = registrations()
            .iter()
            .filter(|row| !row.content_allowed && row.code.number() >= 200)
            .map(|row| row.code.number());
        assert_eq!(without.collect::<Vec<_>>(), [204, 205, 304]);
    }

    #[test]
    fn a_definition_has_an_address() {
        assert_eq!(
            registration(404).url(),
            "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5"
        );
        assert!(
            registration(104)
                .url()
                .starts_with("https://datatracker.ietf.org/doc/draft-")
        );
    }

    #[test]
    fn a_vendor_code_names_its_replacement() {
        let login_timeout = VendorCode::of(440).unwrap();
        assert_eq!(
            (login_timeout.vendor, login_timeout.replacement),
            ("IIS", "401")
        );
    }
}
