//! Types as generated code writes them.

use super::{Comparison, Described};
use crate::model::{EnumId, Field, ShapeId, Shown, Type};

impl Described<'_> {
    /// `posts::Post`.
    pub(super) fn shape(&self, id: ShapeId) -> String {
        let names = &self.names.shapes[id.0];
        format!("{}::{}", names.module, names.read)
    }

    /// `posts::filter::title`.
    pub(super) fn filter(&self, id: ShapeId, index: usize) -> String {
        let names = &self.names.shapes[id.0];
        format!("{}::{}::{}", names.module, names.filter, names.filters[index])
    }

    /// `posts::PostId`.
    fn id(&self, id: ShapeId) -> String {
        let names = &self.names.shapes[id.0];
        format!("{}::{}", names.module, names.id)
    }

    /// `posts::PostStatus`.
    pub(super) fn enumeration(&self, id: EnumId) -> String {
        let names = &self.names.enums[id.0];
        format!("{}::{}", names.module, names.ty)
    }

    /// What pairs an enum with that of the other description: its resource and name.
    pub(super) fn enum_key(&self, id: EnumId) -> (&str, &str) {
        let described = &self.api.enums[id.0];
        (described.resource.map_or("", |index| self.api.resources[index].name.as_str()), &described.name)
    }

    /// `Vec<posts::Post>`; `shape`, `id` and `enumeration` say what named types are called.
    fn spelt(&self, ty: &Type, named: &dyn Fn(&Type) -> String) -> String {
        match ty {
            Type::Boolean => "bool".to_owned(),
            Type::Integer => "i64".to_owned(),
            Type::Number => "f64".to_owned(),
            Type::String => "String".to_owned(),
            Type::JsonString => "JsonString".to_owned(),
            Type::Timestamp => "Timestamp".to_owned(),
            Type::Date => "Date".to_owned(),
            Type::Json => "Json".to_owned(),
            Type::List(of) => format!("Vec<{}>", self.spelt(of, named)),
            Type::Rust(path) => path.clone(),
            Type::Map(of) => format!("Map<{}>", self.spelt(of, named)),
            Type::Id(_) | Type::Enum(_) | Type::Shape(_) => named(ty),
        }
    }

    /// A type in this description's own names.
    pub(super) fn ty(&self, ty: &Type) -> String {
        self.spelt(ty, &|named| match named {
            Type::Id(id) => self.id(*id),
            Type::Enum(id) => self.enumeration(*id),
            Type::Shape(id) => self.shape(*id),
            _ => String::new(),
        })
    }
}

impl Comparison<'_> {
    /// A new type in the names of the old description, where that has it: another name of a type is told at the type, once.
    pub(super) fn new_ty(&self, ty: &Type) -> String {
        self.new.spelt(ty, &|named| match named {
            Type::Id(id) => self.old_shape(*id).map_or_else(|| self.new.id(*id), |old| self.old.id(old)),
            Type::Shape(id) => self.old_shape(*id).map_or_else(|| self.new.shape(*id), |old| self.old.shape(old)),
            Type::Enum(id) => self.old_enum(*id).map_or_else(|| self.new.enumeration(*id), |old| self.old.enumeration(old)),
            _ => String::new(),
        })
    }

    /// The old shape of the name of a new one.
    pub(super) fn old_shape(&self, id: ShapeId) -> Option<ShapeId> {
        let name = &self.new.api.shapes[id.0].name;
        self.old.api.shapes.iter().position(|shape| shape.name == *name).map(ShapeId)
    }

    /// The old enum of the name of a new one.
    pub(super) fn old_enum(&self, id: EnumId) -> Option<EnumId> {
        let key = self.new.enum_key(id);
        (0..self.old.api.enums.len()).map(EnumId).find(|old| self.old.enum_key(*old) == key)
    }
}

/// Whether a field that is read is plain: always there, never null, in every version.
pub(super) fn is_plain(field: &Field) -> bool {
    !field.nullable && field.shown == Shown::Always && field.versions.is_always()
}
