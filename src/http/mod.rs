//! HTTP itself: methods, status codes, and what is registered for them.
//!
//! This room knows nothing of OpenAPI but the notation of its status keys.

mod method;
mod methods;
mod phrases;
mod problem_types;
mod registry;
mod status;
mod table;

pub use method::Method;
pub use methods::{MethodFacts, Outcome, method_facts};
pub use phrases::{Phrase, PhraseKind, phrase_named};
pub use problem_types::{ProblemType, problem_types};
pub use registry::{
    ApiUse, Cacheability, Registration, Retry, VendorCode, registrations, vendor_codes,
};
pub use status::{InvalidStatusCode, StatusClass, StatusCode, StatusKey};
