//! Values read from the tree of a text. One reader for YAML and JSON, so that what reads a type is
//! compiled once.

use std::collections::HashSet;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor, value,
};
use serde::forward_to_deserialize_any;

use super::error::Error;
use super::placed;
use crate::source::Span;
use crate::syntax::{Entry, Kind, Node};

/// Reads a value from one node.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    node: Node<'t>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(node: Node<'t>) -> Self {
        Self { node }
    }

    fn map(self) -> Result<Entries<'t>, Error> {
        let mut known = HashSet::new();
        let entries: Vec<Entry<'t>> = self.node.entries().collect();
        for Entry { key, .. } in &entries {
            if !key.is_scalar() {
                return Err(Error::new("a key has to be text").at(key.span()));
            }
            if !known.insert(key.text()) {
                return Err(Error::repeated_key(key.text()).at(key.span()));
            }
        }
        Ok(Entries {
            entries: entries.into_iter(),
            value: None,
        })
    }

    /// What stands there in place of what is expected.
    fn unexpected(self) -> Unexpected<'t> {
        match self.node.kind() {
            Kind::Null => Unexpected::Other("nothing"),
            Kind::Boolean => Unexpected::Bool(self.node.as_bool().unwrap_or_default()),
            Kind::Number | Kind::String => Unexpected::Str(self.node.text()),
            Kind::Mapping => Unexpected::Map,
            Kind::Sequence => Unexpected::Seq,
        }
    }

    fn check_alias(self) -> Result<(), Error> {
        if self.node.is_unresolved_alias() {
            return Err(Error::new(
                "nothing before this has the anchor that it names",
            ));
        }
        Ok(())
    }

    fn read_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.check_alias()?;
        let text = self.node.text();
        match self.node.kind() {
            Kind::Null => visitor.visit_unit(),
            Kind::Boolean => visitor.visit_bool(self.node.as_bool().unwrap_or_default()),
            Kind::Number => match (
                text.parse::<u64>(),
                text.parse::<i64>(),
                text.parse::<f64>(),
            ) {
                (Ok(number), _, _) => visitor.visit_u64(number),
                (_, Ok(number), _) => visitor.visit_i64(number),
                (_, _, Ok(number)) => visitor.visit_f64(number),
                _ => visitor.visit_borrowed_str(text),
            },
            Kind::String => visitor.visit_borrowed_str(text),
            Kind::Mapping => visitor.visit_map(self.map()?),
            Kind::Sequence => {
                visitor.visit_seq(Items(self.node.items().collect::<Vec<_>>().into_iter()))
            }
        }
    }

    fn read_enum<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        if !self.node.is_mapping() {
            return visitor.visit_enum(self.node.text().into_deserializer());
        }
        let mut entries = self.node.entries();
        match (entries.next(), entries.next()) {
            (Some(entry), None) => visitor.visit_enum(Variant(entry)),
            _ => Err(Error::new("expected a mapping with one key")),
        }
    }

    fn placed<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(WithPlace {
            node: self.node,
            given: 0,
        })
    }

    /// The result with the place of the node, where an error has none yet.
    fn told<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| error.at(self.node.span()))
    }
}

impl<'t> Deserializer<'t> for Reader<'t> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.told(self.read_any(visitor))
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let is_none = self.node.is_null() && !self.node.is_unresolved_alias();
        self.told(if is_none {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        })
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        // `since: 1.0` is text, where text is asked for.
        self.told(match self.node.kind() {
            Kind::Boolean | Kind::Number | Kind::String => {
                visitor.visit_borrowed_str(self.node.text())
            }
            _ => self
                .check_alias()
                .and_then(|()| Err(de::Error::invalid_type(self.unexpected(), &visitor))),
        })
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.told(if name == placed::NAME {
            self.placed(visitor)
        } else {
            visitor.visit_newtype_struct(self)
        })
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.told(self.read_enum(visitor))
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <W: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier
    }
}

/// The items of a sequence.
struct Items<'t>(std::vec::IntoIter<Node<'t>>);

impl<'t> SeqAccess<'t> for Items<'t> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let item = self.0.next();
        item.map(|node| seed.deserialize(Reader::new(node)))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// The entries of a mapping, whose keys differ.
struct Entries<'t> {
    entries: std::vec::IntoIter<Entry<'t>>,
    value: Option<Node<'t>>,
}

impl<'t> MapAccess<'t> for Entries<'t> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(entry) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some(entry.value);
        read_key(entry.key, seed).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(Reader::new(value)),
            None => Err(Error::new("a value was asked for before its key")),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

/// A key is text, however it is written.
fn read_key<'t, K: DeserializeSeed<'t>>(key: Node<'t>, seed: K) -> Result<K::Value, Error> {
    let result = seed.deserialize(Key(key));
    result.map_err(|error| error.at(key.span()))
}

struct Key<'t>(Node<'t>);

impl<'t> Deserializer<'t> for Key<'t> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.0.text())
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == placed::NAME {
            Reader::new(self.0).placed(visitor)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.0.text().into_deserializer())
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        <W: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The one entry of a mapping that stands for a variant with content.
struct Variant<'t>(Entry<'t>);

impl<'t> EnumAccess<'t> for Variant<'t> {
    type Error = Error;
    type Variant = Reader<'t>;

    fn variant_seed<V: DeserializeSeed<'t>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Reader<'t>), Error> {
        let variant = read_key(self.0.key, seed)?;
        Ok((variant, Reader::new(self.0.value)))
    }
}

impl<'t> VariantAccess<'t> for Reader<'t> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        de::Deserialize::deserialize(self)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'t>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'t>>(self, _length: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'t>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }
}

/// The first and last byte of a node, then its value.
struct WithPlace<'t> {
    node: Node<'t>,
    given: u8,
}

impl<'t> SeqAccess<'t> for WithPlace<'t> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let span: Span = self.node.span();
        let number = |number: u32| -> value::U32Deserializer<Error> { number.into_deserializer() };
        self.given += 1;
        match self.given {
            1 => seed.deserialize(number(span.start())).map(Some),
            2 => seed.deserialize(number(span.end())).map(Some),
            3 if self.node.key() == Some(self.node) => read_key(self.node, seed).map(Some),
            3 => seed.deserialize(Reader::new(self.node)).map(Some),
            _ => Ok(None),
        }
    }
}
