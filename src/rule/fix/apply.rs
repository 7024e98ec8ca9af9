//! The fix of one detection.

use std::str::FromStr as _;

use super::{Fix, InsertResponse, NewValue, Removal, Verb};
use crate::checks::Options;
use crate::finding::{self, Detection};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::{Cursor, Operation, Response};
use crate::repair::{Change, Conventions, Repair};
use crate::rule::detect::Detections;
use crate::rule::facts::Seen;
use crate::rule::matcher::{
    HeaderSubject, MediaTypeSubject, first_with_same_key, first_with_same_name,
};
use crate::rule::page::Rule;
use crate::rule::template::{Placeholder, Template};
use crate::syntax::edit::NewNode;
use crate::syntax::to_json;

impl Rule {
    /// What mends a defect that the rule detected, in edits; none where nothing that the page knows
    /// can be done without changing something else.
    pub fn fix<'a>(
        &self,
        detections: &Detections<'a>,
        detection: &Detection<'a>,
        options: &Options<'_>,
        conventions: &Conventions<'a>,
    ) -> Option<finding::Fix> {
        let seen = *detections.seen.get(detection.number)?;
        let mender = Mender {
            detection,
            seen,
            options,
        };
        self.fixes.iter().enumerate().find_map(|(number, fix)| {
            if !self.conditions.fits_fix(number, seen, options) {
                return None;
            }
            let edits = mender.repair(fix)?.edits(conventions)?;
            Some(finding::Fix::new(edits, fix.applicability))
        })
    }
}

/// What is known when a fix is looked for.
struct Mender<'m, 'a> {
    detection: &'m Detection<'a>,
    seen: Seen<'a>,
    options: &'m Options<'m>,
}

impl<'a> Mender<'_, 'a> {
    fn repair(&self, fix: &Fix) -> Option<Repair<'a>> {
        let mut repair = Repair {
            title: fix.title.as_ref().map(|title| self.fill(title)),
            changes: Vec::new(),
        };
        for verb in &fix.verbs {
            if matches!(verb, Verb::ByCheck) {
                let proposed = self.detection.repair.clone()?;
                repair.title = repair.title.or(proposed.title);
                repair.changes.extend(proposed.changes);
            } else {
                repair.changes.extend(self.changes(verb)?);
            }
        }
        Some(repair)
    }

    fn fill(&self, template: &Template) -> String {
        template.fill(|placeholder: Placeholder| {
            let own = self.detection.facts.iter();
            let own = own.rev().find(|(name, _)| *name == placeholder.name());
            own.map_or_else(|| self.seen.fact(placeholder), |(_, value)| value.clone())
        })
    }

    fn changes(&self, verb: &Verb) -> Option<Vec<Change<'a>>> {
        let marked = self.detection.token.node();
        Some(match verb {
            Verb::ByCheck => Vec::new(),
            Verb::ReplaceKey(template) => {
                let to = self.fill(template);
                let is_another = !to.is_empty() && marked.key()?.text() != to;
                is_another.then(|| vec![Change::RenameKey { of: marked, to }])?
            }
            Verb::QuoteKey => vec![Change::QuoteKey { of: marked }],
            Verb::Set(values) => {
                let changes = values.iter().map(|(path, value)| self.set(path, value));
                changes.collect::<Option<_>>()?
            }
            Verb::ReplaceText(words) => vec![Change::ReplaceWithin {
                value: marked,
                words: words.clone(),
            }],
            Verb::Remove(removals) => {
                let nodes = removals.iter().filter_map(|removal| self.removed(removal));
                let changes: Vec<_> = nodes.map(|node| Change::Remove { node }).collect();
                (!changes.is_empty()).then_some(changes)?
            }
            Verb::InsertHeader(header) => vec![Change::AddHeader {
                response: self.response()?,
                name: header.name.clone(),
                schema: NewNode::from_json(&header.schema),
                description: header.description.clone(),
            }],
            Verb::InsertResponse(response) => vec![Change::AddResponse {
                operation: self.operation()?,
                status: self.status(response)?,
            }],
            Verb::InsertErrorContent => vec![Change::AddErrorContent {
                response: self.response()?,
            }],
            Verb::UseErrorSchema => vec![Change::UseErrorSchema {
                schema: self.seen.schema()?.cursor(),
            }],
        })
    }

    fn set(&self, path: &str, value: &NewValue) -> Option<Change<'a>> {
        let by = match value {
            NewValue::Text(template) => {
                let text = self.fill(template);
                NewNode::text(Some(text).filter(|text| !text.is_empty())?)
            }
            NewValue::Other(value) => NewNode::from_json(value),
        };
        let base = self.base()?;
        match at(base, self.in_version(path)) {
            Some(value) => Some(Change::Replace { value, by }),
            None => {
                let keys = self.in_version(path).split('/');
                Some(Change::Insert {
                    into: base,
                    path: keys.map(str::to_owned).collect(),
                    value: by,
                })
            }
        }
    }

    fn removed(&self, removal: &Removal) -> Option<Cursor<'a>> {
        let marked = self.detection.token.node();
        match removal {
            Removal::This => Some(marked),
            Removal::Duplicate => {
                let first = match self.seen {
                    Seen::Header(subject) => first_with_same_name(subject)?.value(),
                    other => first_with_same_key(other.response_use()?)?.value(),
                };
                let is_same = to_json(first.node()) == to_json(marked.node());
                is_same.then_some(marked)
            }
            Removal::Path(path) => at(self.base()?, self.in_version(path)),
        }
    }

    /// In 2.0 what is said of a header's value stands beside its description, and a body is a schema.
    fn in_version<'p>(&self, path: &'p str) -> &'p str {
        let is_swagger = self.seen.document().version().is_swagger();
        match (self.seen, path) {
            (Seen::Header(_), path) if is_swagger => path.strip_prefix("schema/").unwrap_or(path),
            (_, "content") if is_swagger => "schema",
            _ => path,
        }
    }

    /// The thing that paths begin at.
    fn base(&self) -> Option<Cursor<'a>> {
        Some(match self.seen {
            Seen::Document(_) => self.detection.token.node(),
            Seen::Operation(operation) => operation.node(),
            Seen::Response(response) => response.response()?.node(),
            Seen::Header(HeaderSubject { header, .. }) => header.node()?,
            Seen::MediaType(MediaTypeSubject { content, .. }) => content.node(),
        })
    }

    fn response(&self) -> Option<Response<'a>> {
        match self.seen {
            Seen::Operation(operation) => {
                let marked = self.detection.token.node();
                let mut responses = operation.responses();
                let found = responses.find(|response| response.value() == marked)?;
                found.response()
            }
            other => other.response_use()?.response(),
        }
    }

    fn operation(&self) -> Option<Operation<'a>> {
        let mut touched = self.detection.operations.iter().copied();
        let only = touched.next().filter(|_| touched.next().is_none());
        self.seen.operation().or(only)
    }

    fn status(&self, response: &InsertResponse<Template>) -> Option<StatusKey> {
        match response {
            InsertResponse::Status(template) => StatusKey::parse(&self.fill(template)),
            InsertResponse::FirstOf(option) => {
                let mut listed = self.options.list(option);
                let code = listed.find(|text| StatusCode::from_str(text).is_ok())?;
                StatusKey::parse(&code)
            }
        }
    }
}

/// The value at a path of keys, as far as no reference stands on the way: what is shared by many is
/// not changed for one.
fn at<'a>(base: Cursor<'a>, path: &str) -> Option<Cursor<'a>> {
    path.split('/')
        .try_fold(base, |cursor, key| cursor.get(key))
}
