//! The fix of one detection.

use std::str::FromStr as _;

use super::{Fix, InsertResponse, NewValue, Removal, Verb};
use crate::checks::Options;
use crate::finding::{self, Detection};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::{Cursor, Operation, Response, ResponseUse};
use crate::repair::{Change, Conventions, Repair, phrase};
use crate::rule::detect::Detections;
use crate::rule::facts::Seen;
use crate::rule::front_matter::PlaceOf;
use crate::rule::matcher::{
    HeaderSubject, MediaTypeSubject, first_with_same_key, first_with_same_name,
};
use crate::rule::page::Rule;
use crate::rule::template::{Placeholder, Template};
use crate::syntax::edit::NewNode;

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
            rule: self,
            detection,
            seen,
            options,
        };
        self.fixes.iter().enumerate().find_map(|(number, fix)| {
            if !self.conditions.fits_fix(number, seen, options) {
                return None;
            }
            let made = |repair: Repair<'a>| {
                let edits = repair.edits(conventions)?;
                let made = finding::Fix::new(edits, fix.applicability);
                Some(finding::Fix {
                    brings: fix.brings.clone(),
                    ..made
                })
            };
            if fix.is_by_check() {
                let proposed = detection.repairs.iter().cloned();
                return finding::Fix::united(proposed.map(made));
            }
            made(mender.repair(fix)?)
        })
    }
}

/// What is known when a fix is looked for.
struct Mender<'m, 'a> {
    rule: &'m Rule,
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
            repair.changes.extend(self.changes(verb)?);
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
            Verb::ReplaceKey(template) => self.renamed(&self.fill(template))?,
            Verb::QuoteKey => {
                let keys = self.keys();
                keys.into_iter().map(|of| Change::QuoteKey { of }).collect()
            }
            Verb::Set(values) => {
                let changes = values.iter().map(|(path, value)| self.set(path, value));
                changes.collect::<Option<_>>()?
            }
            Verb::ReplaceValue(value) => vec![Change::Replace {
                value: marked,
                by: self.new_node(value)?,
            }],
            Verb::ReplaceText(words) => vec![Change::ReplaceWithin {
                value: marked,
                words: words.clone(),
            }],
            Verb::Remove(removals) => {
                let nodes = removals.iter().filter_map(|removal| self.removed(removal));
                let nodes = Some(nodes.collect()).filter(|nodes: &Vec<_>| !nodes.is_empty())?;
                vec![Change::Remove { nodes }]
            }
            Verb::InsertHeader(header) => vec![Change::AddHeader {
                response: self.response()?,
                name: header.name.clone(),
                schema: NewNode::from_json(&header.schema),
                description: header.description.clone(),
                required: header.required,
            }],
            Verb::InsertResponse(response) => {
                let operation = self.operation()?;
                let statuses = self.statuses(response)?.into_iter();
                let changes = statuses.map(|status| Change::AddResponse { operation, status });
                changes.collect()
            }
            Verb::InsertErrorContent => vec![Change::AddErrorContent {
                response: self.response()?,
            }],
            Verb::UseErrorSchema => vec![Change::UseErrorSchema {
                schema: self.own(self.seen.schema()?.cursor())?,
            }],
            Verb::UseErrorMediaType => vec![Change::UseErrorMediaType {
                of: self.own(marked)?,
            }],
        })
    }

    /// The nodes whose keys are meant: of a response those under which it is used, where it is at
    /// fault; else the node that the finding marks.
    fn keys(&self) -> Vec<Cursor<'a>> {
        let Seen::Response(seen) = self.seen else {
            return vec![self.detection.token.node()];
        };
        if self.rule.place == PlaceOf::Use {
            return vec![seen.value()];
        }
        let uses = seen.response().into_iter().flat_map(Response::uses);
        let alike =
            uses.filter(|found| found.status() == seen.status() && self.touches(found.operation()));
        alike.map(ResponseUse::value).collect()
    }

    fn renamed(&self, to: &str) -> Option<Vec<Change<'a>>> {
        let is_status = matches!(self.seen, Seen::Response(_) | Seen::Operation(_));
        if to.is_empty() || is_status && StatusKey::parse(to).is_none() {
            return None;
        }
        // In 2.0 a body stands under `schema`, whatever its media type.
        if matches!(self.seen, Seen::MediaType(_)) && self.seen.document().version().is_swagger() {
            return None;
        }
        let keys = self.keys();
        if self.is_settled(&keys) {
            return None;
        }
        let keys = keys.into_iter();
        let changes: Option<Vec<_>> = keys
            .map(|of| {
                let is_another = of.key()?.text() != to;
                let to = to.to_owned();
                is_another.then_some(Change::RenameKey { of, to })
            })
            .collect();
        let mut changes = changes.filter(|changes| !changes.is_empty())?;
        changes.extend(self.rephrased(to));
        Some(changes)
    }

    /// Whether something else than the key itself also says which status it is: the text of its
    /// operation, or a shared response that is not to be changed.
    fn is_settled(&self, keys: &[Cursor<'a>]) -> bool {
        let is_shared = |key: &Cursor<'a>| {
            self.rule.place == PlaceOf::Definition
                && matches!(self.seen, Seen::Response(_))
                && key.reference().is_some()
        };
        let operation = self.seen.operation();
        let texts = operation.map(|operation| [operation.summary(), operation.description()]);
        let texts: Vec<&str> = texts.into_iter().flatten().flatten().collect();
        let is_mentioned = |key: &Cursor<'a>| {
            let name = key.key().map_or("", Cursor::text);
            StatusKey::parse(name).and_then(StatusKey::code).is_some()
                && texts.iter().any(|text| text.contains(name))
        };
        keys.iter().any(|key| is_shared(key) || is_mentioned(key))
    }

    /// The description that is no more than the reason phrase of the old status, as that of the new
    /// one.
    fn rephrased(&self, to: &str) -> Option<Change<'a>> {
        let response = match self.seen {
            Seen::Operation(_) => self.response()?,
            Seen::Response(seen) => seen.response()?,
            _ => return None,
        };
        let mut statuses = response.uses().filter_map(ResponseUse::status);
        let (old, new) = (statuses.next()?, StatusKey::parse(to)?);
        let says_old = phrase(old)?.eq_ignore_ascii_case(response.description()?.trim());
        let is_of_one = statuses.all(|other| other == old);
        (says_old && is_of_one).then(|| {
            let value = response.node().get("description")?;
            let by = NewNode::text(phrase(new)?);
            Some(Change::Replace { value, by })
        })?
    }

    /// A node that is part of the definition of a response, unless operations use that which are not
    /// at fault.
    fn own(&self, node: Cursor<'a>) -> Option<Cursor<'a>> {
        let response = self.seen.response_use().and_then(ResponseUse::response);
        let mut uses = response.into_iter().flat_map(Response::uses);
        uses.all(|found| self.touches(found.operation()))
            .then_some(node)
    }

    /// Whether the finding is about an operation.
    fn touches(&self, operation: Operation<'a>) -> bool {
        let touched = &self.detection.operations;
        touched.is_empty() || touched.contains(&operation)
    }

    fn new_node(&self, value: &NewValue) -> Option<NewNode> {
        Some(match value {
            NewValue::Text(template) => {
                let text = self.fill(template);
                NewNode::text(Some(text).filter(|text| !text.is_empty())?)
            }
            NewValue::Other(value) => NewNode::from_json(value),
        })
    }

    fn set(&self, path: &str, value: &NewValue) -> Option<Change<'a>> {
        let by = self.new_node(value)?;
        let (base, path) = match path.strip_prefix("this/") {
            Some(path) => (self.detection.token.node(), path),
            None => (self.base()?, self.in_version(path)),
        };
        match at(base, path) {
            Some(value) => Some(Change::Replace { value, by }),
            None => Some(Change::Insert {
                into: base,
                path: path.split('/').map(str::to_owned).collect(),
                value: by,
            }),
        }
    }

    fn removed(&self, removal: &Removal) -> Option<Cursor<'a>> {
        let marked = self.detection.token.node();
        match removal {
            // The key of a response at its use, whatever of it the finding marks.
            Removal::This => match self.seen {
                Seen::Response(response) if self.rule.place == PlaceOf::Use => {
                    Some(response.value())
                }
                Seen::Header(_) => self.own(marked),
                _ => Some(marked),
            },
            Removal::Duplicate => {
                let first = match self.seen {
                    Seen::Header(subject) => first_with_same_name(subject)?.value(),
                    other => first_with_same_key(other.response_use()?)?.value(),
                };
                let is_same = first.node().says_the_same(marked.node());
                is_same.then_some(marked)
            }
            Removal::Path(path) => {
                let (base, path) = match path.strip_prefix("response/") {
                    Some(path) => (self.seen.response_use()?.response()?.node(), path),
                    None => (self.base()?, path.as_str()),
                };
                self.own(at(base, self.in_version(path))?)
            }
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

    /// The response that is to be changed, unless operations use it that are not at fault.
    fn response(&self) -> Option<Response<'a>> {
        let Seen::Operation(operation) = self.seen else {
            let response = self.seen.response_use()?.response()?;
            return self.own(response.node()).map(|_| response);
        };
        let marked = self.detection.token.node();
        let mut responses = operation.responses();
        let found = responses.find(|response| response.value() == marked)?;
        found.response().filter(|response| !response.is_shared())
    }

    fn operation(&self) -> Option<Operation<'a>> {
        let mut touched = self.detection.operations.iter().copied();
        let only = touched.next().filter(|_| touched.next().is_none());
        self.seen.operation().or(only)
    }

    fn statuses(&self, response: &InsertResponse<Template>) -> Option<Vec<StatusKey>> {
        match response {
            InsertResponse::Statuses(templates) => templates
                .iter()
                .map(|template| StatusKey::parse(&self.fill(template)))
                .collect(),
            InsertResponse::FirstOf(option) => {
                let mut listed = self.options.list(option);
                let code = listed.find(|text| StatusCode::from_str(text).is_ok())?;
                Some(vec![StatusKey::parse(&code)?])
            }
        }
    }
}

/// The value at a path of keys, as far as no reference stands on the way: what is shared by many is
/// not changed for one.
fn at<'a>(base: Cursor<'a>, path: &str) -> Option<Cursor<'a>> {
    path.split('/').try_fold(base, Cursor::get)
}
