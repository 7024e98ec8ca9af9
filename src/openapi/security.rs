//! What an operation asks of the client's credentials.

use super::cursor::Cursor;
use super::operation::Operation;

/// Whether credentials are needed (OpenAPI, Security Requirement Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Every alternative names a scheme.
    Required,
    /// One alternative is `{}`: credentials may be left out.
    Optional,
    /// `security: []` says that none are needed.
    Public,
    /// Neither the operation nor the document says anything.
    Unstated,
}

/// The security requirement in force for an operation.
#[derive(Clone, Debug)]
pub struct Security<'a> {
    demand: Demand,
    requirement: Option<Cursor<'a>>,
    root: Cursor<'a>,
}

impl<'a> Security<'a> {
    /// Whether credentials are needed.
    pub fn demand(&self) -> Demand {
        self.demand
    }

    /// The `security` list in force.
    pub fn requirement(&self) -> Option<Cursor<'a>> {
        self.requirement
    }

    /// The Security Scheme Objects that the requirement names, as far as the document defines them.
    pub fn schemes(&self) -> impl Iterator<Item = Cursor<'a>> {
        self.named().map(|(scheme, _)| scheme)
    }

    /// The Security Scheme Objects that the requirement names, each with the list of scopes or roles
    /// that is asked of it.
    pub fn named(&self) -> impl Iterator<Item = (Cursor<'a>, Cursor<'a>)> {
        let root = self.root;
        self.alternatives()
            .flat_map(Cursor::entries)
            .filter_map(move |(name, scopes)| Some((scheme(root, name.text())?, scopes)))
    }

    /// Whether any alternative asks for a scope or role.
    pub fn asks_for_scope(&self) -> bool {
        self.alternatives()
            .flat_map(Cursor::entries)
            .any(|(_, scopes)| !scopes.node().is_empty())
    }

    fn alternatives(&self) -> impl Iterator<Item = Cursor<'a>> {
        self.requirement.into_iter().flat_map(Cursor::items)
    }
}

pub(super) fn of_operation(operation: Operation<'_>) -> Security<'_> {
    let root = operation.document().root();
    let requirement = operation
        .security_field()
        .or_else(|| root.get("security"))
        .filter(|list| list.node().is_sequence());
    let demand = match requirement {
        None => Demand::Unstated,
        Some(list) if list.node().is_empty() => Demand::Public,
        Some(list) if list.items().any(|one| one.node().is_empty()) => Demand::Optional,
        Some(_) => Demand::Required,
    };
    Security {
        demand,
        requirement,
        root,
    }
}

fn scheme<'a>(root: Cursor<'a>, name: &str) -> Option<Cursor<'a>> {
    schemes(root)?.get(name)?.resolved()
}

/// The map of shared security schemes.
pub(super) fn schemes(root: Cursor<'_>) -> Option<Cursor<'_>> {
    root.mapping("components")
        .and_then(|components| components.mapping("securitySchemes"))
        .or_else(|| root.mapping("securityDefinitions"))
}
