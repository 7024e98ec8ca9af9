//! Rules as pages: front matter, matchers, examples, the catalogue and its profiles.
//!
//! This room reads pages and decides whether a view of the document matches; it never sees a tree,
//! a byte offset of a document or an output format.

mod catalogue;
mod conditions;
mod detect;
mod effective;
mod examples;
mod facts;
mod fix;
mod front_matter;
mod matcher;
mod page;
mod peer;
mod profile;
mod schema;
mod template;
mod token;
mod topics;
mod verdict;

pub use catalogue::Catalogue;
pub use detect::{Detections, Wording};
pub use effective::EffectiveSetting;
pub use examples::{Case, ExampleFailure};
pub use fix::{Fix, InsertHeader, InsertResponse};
pub use front_matter::{
    Aggregate, AggregatePlace, AggregateScope, Label, Level, NotationOf, OptionSpec, PlaceOf,
    SourceRef, Status, Target,
};
pub use page::Rule;
pub use peer::{AmbiguousPeer, InvalidPeerRule, PeerRule};
pub use profile::{GuidelineSource, Profile, ProfileLevel, ProfileSetting};
pub use topics::Topics;

/// What is wrong with a rule page or a profile.
pub use crate::strict_yaml::Problem as PageError;
