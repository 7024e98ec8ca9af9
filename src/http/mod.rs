//! HTTP itself: methods and status codes.
//!
//! This room knows nothing of OpenAPI but the notation of its status keys.

mod method;
mod status;

pub use method::Method;
pub use status::{InvalidStatusCode, StatusClass, StatusCode, StatusKey};
