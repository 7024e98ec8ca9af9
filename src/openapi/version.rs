//! The versions of the OpenAPI Specification.

use std::fmt;

use crate::syntax::{Kind, Node};

/// A version of the OpenAPI Specification, as far as it matters for what documents may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// Swagger 2.0.
    V2_0,
    /// OpenAPI 3.0.x.
    V3_0,
    /// OpenAPI 3.1.x.
    V3_1,
    /// OpenAPI 3.2.x and later minor versions of 3, which promise to be compatible.
    V3_2,
}

impl Version {
    /// All versions, oldest first.
    pub const ALL: [Version; 4] = [Self::V2_0, Self::V3_0, Self::V3_1, Self::V3_2];

    /// The version that a document's root claims, in `openapi` or `swagger`; none where the root
    /// does not look like an OpenAPI document.
    pub fn of(root: Node<'_>) -> Option<Self> {
        if let Some(claim) = root.get("openapi").filter(|node| is_claim(*node)) {
            return Some(match claim.text() {
                text if text.starts_with("3.0") || text == "3" => Self::V3_0,
                text if text.starts_with("3.1") => Self::V3_1,
                text if text.starts_with("3.") => Self::V3_2,
                _ => return None,
            });
        }
        let claim = root.get("swagger").filter(|node| is_claim(*node))?;
        claim.text().starts_with('2').then_some(Self::V2_0)
    }

    /// The version as its authors write it, without the patch level.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2_0 => "2.0",
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }

    /// Whether the version is Swagger 2.0, whose responses have no content map.
    pub fn is_swagger(self) -> bool {
        self == Self::V2_0
    }
}

/// A version may be text, or a number where its quotes were forgotten.
fn is_claim(node: Node<'_>) -> bool {
    matches!(node.kind(), Kind::String | Kind::Number)
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}
