//! OpenAPI as HTTP sees it: operations, outcomes, headers, bodies, references and intent.
//!
//! Cheap views over the spanned tree; versions 2.0 to 3.2 look alike through them. This room knows
//! nothing of rules.

mod collect;
mod conformity;
mod content;
mod cursor;
mod document;
pub mod errors;
mod forest;
mod header;
pub mod intent;
mod memo;
mod mentions;
mod operation;
mod parameter;
pub mod path;
mod reference;
mod response;
mod schema;
mod security;
mod statuses;
mod version;

pub use conformity::{Mismatch, mismatch};
pub use content::Content;
pub use cursor::Cursor;
pub use document::Document;
pub use errors::{ErrorSchemas, PROBLEM_MEMBERS, problem_members};
pub use forest::{Absence, FileId, Forest, NodeId};
pub use header::Header;
pub use mentions::mentioned_files;
pub use operation::{Coverage, Operation, Role};
pub use parameter::Parameter;
pub(crate) use reference::is_data;
pub use reference::{Resolution, Unresolved, reference_between, referenced_files};
pub use response::{Response, ResponseUse};
pub use schema::{Schema, SchemaType};
pub use security::{Demand, Security};
pub use version::Version;
