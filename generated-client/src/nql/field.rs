//! Fields that can be filtered by, one type a kind of value.
//!
//! Generated modules `filter` hand them out by name; `named` makes one for a field that the description lacks.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::fault::Fault;
use super::filter::Filter;
use super::moment::Moment;
use super::tree::{Comparison, Place, Test, Value};

/// Greatest whole number that JavaScript, and so the server, does not round.
const MAX_NUMBER: u64 = (1 << 53) - 1;

macro_rules! field {
    ($(#[$doc:meta])* $name:ident $(, $of:ident)?) => {
        $(#[$doc])*
        pub struct $name<R $(, $of)?> {
            name: Cow<'static, str>,
            #[allow(unused_parens)]
            of: PhantomData<fn() -> (R $(, $of)?)>,
        }

        impl<R $(, $of)?> $name<R $(, $of)?> {
            /// For generated code.
            #[doc(hidden)]
            #[must_use]
            pub const fn new(name: &'static str) -> Self {
                Self { name: Cow::Borrowed(name), of: PhantomData }
            }

            /// A field by its name, for one that the description lacks. Any other name than one of letters, digits, `_` and `.` is a
            /// [`Fault`] of the filters it makes.
            pub fn named(name: impl Into<String>) -> Self {
                Self { name: Cow::Owned(name.into()), of: PhantomData }
            }

            fn says(&self, test: Result<Test, Fault>) -> Filter<R> {
                Filter::of(self.name.clone(), test)
            }
        }

        impl<R $(, $of)?> Clone for $name<R $(, $of)?> {
            fn clone(&self) -> Self {
                Self { name: self.name.clone(), of: PhantomData }
            }
        }

        impl<R $(, $of)?> fmt::Debug for $name<R $(, $of)?> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_tuple(stringify!($name)).field(&self.name).finish()
            }
        }
    };
}

macro_rules! nullable {
    ($name:ident $(, $of:ident)?) => {
        impl<R $(, $of)?> $name<R $(, $of)?> {
            /// It has no value.
            pub fn is_null(&self) -> Filter<R> {
                self.says(Ok(Test::Compare(Comparison::Eq, Value::Null)))
            }

            /// It has a value.
            pub fn is_not_null(&self) -> Filter<R> {
                self.says(Ok(Test::Compare(Comparison::Ne, Value::Null)))
            }
        }
    };
}

/// An order of values, which some fields lack.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order",
    label = "nothing is greater or less here",
    note = "compare it with `==` and `!=` (`eq`, `ne`)"
)]
pub trait Ordered {
    /// Called by nobody, as nothing has it.
    fn order<T>(&self) -> T;
}

/// Comparisons that a field lacks, so that the compiler says so: it would look for them among those of iterators.
macro_rules! unordered {
    ($name:ident $(, $of:ident)?: $($method:ident)+) => {
        impl<R $(, $of)?> $name<R $(, $of)?> {
            $(
                #[doc(hidden)]
                pub fn $method<V>(&self, _: V) -> Filter<R>
                where
                    Self: Ordered,
                {
                    self.order()
                }
            )+
        }
    };
}

/// A text as a value; the language has no empty one.
fn text(field: &str, text: impl Into<String>) -> Result<String, Fault> {
    let text = text.into();
    if text.is_empty() { Err(Fault::EmptyText { field: field.to_owned() }) } else { Ok(text) }
}

fn compared(field: &str, how: Comparison, value: impl Into<String>) -> Result<Test, Fault> {
    Ok(Test::Compare(how, Value::Text(text(field, value)?)))
}

fn listed(field: &str, is: bool, values: impl IntoIterator<Item = Result<Value, Fault>>) -> Result<Test, Fault> {
    let values = values.into_iter().collect::<Result<Vec<_>, _>>()?;
    if values.is_empty() { Err(Fault::EmptyList { field: Some(field.to_owned()) }) } else { Test::list(is, values) }
}

fn texts(field: &str, is: bool, values: impl IntoIterator<Item = impl Into<String>>) -> Result<Test, Fault> {
    listed(field, is, values.into_iter().map(|value| text(field, value).map(Value::Text)))
}

field! {
    /// A text. Comparing it minds capitals as the site's database does (MySQL ignores them, SQLite does not); looking for a part of it
    /// ignores them.
    TextField
}
nullable!(TextField);

impl<R> TextField<R> {
    /// It is this text.
    pub fn eq(&self, value: impl Into<String>) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Eq, value))
    }

    /// It is another text.
    pub fn ne(&self, value: impl Into<String>) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Ne, value))
    }

    /// It is one of these texts.
    pub fn is_in(&self, values: impl IntoIterator<Item = impl Into<String>>) -> Filter<R> {
        self.says(texts(&self.name, true, values))
    }

    /// It is none of these texts.
    pub fn not_in(&self, values: impl IntoIterator<Item = impl Into<String>>) -> Filter<R> {
        self.says(texts(&self.name, false, values))
    }

    /// It has this text in it.
    pub fn contains(&self, part: impl Into<String>) -> Filter<R> {
        self.has(Place::Anywhere, part)
    }

    /// It starts with this text.
    pub fn starts_with(&self, part: impl Into<String>) -> Filter<R> {
        self.has(Place::Start, part)
    }

    /// It ends with this text.
    pub fn ends_with(&self, part: impl Into<String>) -> Filter<R> {
        self.has(Place::End, part)
    }

    /// It comes after this text in the database's order.
    pub fn gt(&self, value: impl Into<String>) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Gt, value))
    }

    /// It is this text or comes after it.
    pub fn gte(&self, value: impl Into<String>) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Gte, value))
    }

    /// It comes before this text in the database's order.
    pub fn lt(&self, value: impl Into<String>) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Lt, value))
    }

    /// It is this text or comes before it.
    pub fn lte(&self, value: impl Into<String>) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Lte, value))
    }

    fn has(&self, place: Place, part: impl Into<String>) -> Filter<R> {
        self.says(text(&self.name, part).map(|text| Test::Like { is: true, place, text }))
    }
}

field! {
    /// What related things are called, such as the slugs of a post's tags: each of several may meet a condition.
    ///
    /// `ne` and `not_in` say that none of them does. There is no null: of things that relate to nothing the language cannot speak.
    RelationField
}
unordered!(RelationField: gt gte lt lte);

impl<R> RelationField<R> {
    /// One of them is this.
    pub fn eq(&self, value: impl Into<String>) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Eq, value))
    }

    /// None of them is this.
    pub fn ne(&self, value: impl Into<String>) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Ne, value))
    }

    /// One of them is among these.
    pub fn is_in(&self, values: impl IntoIterator<Item = impl Into<String>>) -> Filter<R> {
        self.says(texts(&self.name, true, values))
    }

    /// None of them is among these.
    pub fn not_in(&self, values: impl IntoIterator<Item = impl Into<String>>) -> Filter<R> {
        self.says(texts(&self.name, false, values))
    }
}

field! {
    /// `true` or `false`.
    BoolField
}
nullable!(BoolField);
unordered!(BoolField: gt gte lt lte);

impl<R> BoolField<R> {
    /// It is this.
    pub fn is(&self, value: bool) -> Filter<R> {
        self.says(Ok(Test::Compare(Comparison::Eq, Value::Bool(value))))
    }

    /// It is this, in the word that all fields have.
    pub fn eq(&self, value: bool) -> Filter<R> {
        self.is(value)
    }

    /// It is the other.
    pub fn ne(&self, value: bool) -> Filter<R> {
        self.is(!value)
    }
}

/// A whole number to compare with; decimals are none: the server would cut them.
///
/// ```compile_fail,E0277
/// let count = ghost_client::nql::NumberField::<()>::named("email_count");
/// count.gt(1.5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(i128);

macro_rules! numbers {
    ($($ty:ty)*) => {
        $(impl From<$ty> for Number {
            fn from(number: $ty) -> Self {
                Number(number.into())
            }
        })*
    };
}

numbers! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl Number {
    fn value(self, field: &str) -> Result<Value, Fault> {
        let fits = u64::try_from(self.0).ok().filter(|number| *number <= MAX_NUMBER);
        fits.map(Value::Number).ok_or_else(|| Fault::Number { field: field.to_owned(), number: self.0 })
    }
}

field! {
    /// A whole number. What it is compared with goes from 0 to 2^53 - 1; the language has no others.
    NumberField
}
nullable!(NumberField);

impl<R> NumberField<R> {
    /// It is this number.
    pub fn eq(&self, value: impl Into<Number>) -> Filter<R> {
        self.compared(Comparison::Eq, value.into())
    }

    /// It is another number.
    pub fn ne(&self, value: impl Into<Number>) -> Filter<R> {
        self.compared(Comparison::Ne, value.into())
    }

    /// It is one of these numbers.
    pub fn is_in(&self, values: impl IntoIterator<Item = impl Into<Number>>) -> Filter<R> {
        self.says(listed(&self.name, true, values.into_iter().map(|value| value.into().value(&self.name))))
    }

    /// It is none of these numbers.
    pub fn not_in(&self, values: impl IntoIterator<Item = impl Into<Number>>) -> Filter<R> {
        self.says(listed(&self.name, false, values.into_iter().map(|value| value.into().value(&self.name))))
    }

    /// It is greater.
    pub fn gt(&self, value: impl Into<Number>) -> Filter<R> {
        self.compared(Comparison::Gt, value.into())
    }

    /// It is this number or greater.
    pub fn gte(&self, value: impl Into<Number>) -> Filter<R> {
        self.compared(Comparison::Gte, value.into())
    }

    /// It is smaller.
    pub fn lt(&self, value: impl Into<Number>) -> Filter<R> {
        self.compared(Comparison::Lt, value.into())
    }

    /// It is this number or smaller.
    pub fn lte(&self, value: impl Into<Number>) -> Filter<R> {
        self.compared(Comparison::Lte, value.into())
    }

    fn compared(&self, how: Comparison, value: Number) -> Filter<R> {
        self.says(value.value(&self.name).map(|value| Test::Compare(how, value)))
    }
}

field! {
    /// A moment, kept by the server to the second.
    DateField
}
nullable!(DateField);

impl<R> DateField<R> {
    /// It is in this second.
    pub fn eq(&self, moment: impl Into<Moment>) -> Filter<R> {
        self.says(Ok(moment.into().compared(Comparison::Eq)))
    }

    /// It is in another second.
    pub fn ne(&self, moment: impl Into<Moment>) -> Filter<R> {
        self.says(Ok(moment.into().compared(Comparison::Ne)))
    }

    /// It is after.
    pub fn gt(&self, moment: impl Into<Moment>) -> Filter<R> {
        self.says(Ok(moment.into().compared(Comparison::Gt)))
    }

    /// It is then or after.
    pub fn gte(&self, moment: impl Into<Moment>) -> Filter<R> {
        self.says(Ok(moment.into().compared(Comparison::Gte)))
    }

    /// It is before.
    pub fn lt(&self, moment: impl Into<Moment>) -> Filter<R> {
        self.says(Ok(moment.into().compared(Comparison::Lt)))
    }

    /// It is then or before.
    pub fn lte(&self, moment: impl Into<Moment>) -> Filter<R> {
        self.says(Ok(moment.into().compared(Comparison::Lte)))
    }
}

field! {
    /// An identity, of type `I`. Those that Ghost makes ascend with time.
    IdField, I
}
nullable!(IdField, I);

impl<R, I: AsRef<str>> IdField<R, I> {
    /// It is this one.
    pub fn eq(&self, id: &I) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Eq, id.as_ref()))
    }

    /// It is another one.
    pub fn ne(&self, id: &I) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Ne, id.as_ref()))
    }

    /// It is one of these.
    pub fn is_in<'i>(&self, ids: impl IntoIterator<Item = &'i I>) -> Filter<R>
    where
        I: 'i,
    {
        self.says(texts(&self.name, true, ids.into_iter().map(AsRef::as_ref)))
    }

    /// It is none of these.
    pub fn not_in<'i>(&self, ids: impl IntoIterator<Item = &'i I>) -> Filter<R>
    where
        I: 'i,
    {
        self.says(texts(&self.name, false, ids.into_iter().map(AsRef::as_ref)))
    }

    /// It comes after this one.
    pub fn gt(&self, id: &I) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Gt, id.as_ref()))
    }

    /// It comes before this one.
    pub fn lt(&self, id: &I) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Lt, id.as_ref()))
    }
}

field! {
    /// One of several values, of type `E`.
    EnumField, E
}
nullable!(EnumField, E);
unordered!(EnumField, E: gt gte lt lte);

impl<R, E: AsRef<str>> EnumField<R, E> {
    /// It is this value.
    pub fn eq(&self, value: E) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Eq, value.as_ref()))
    }

    /// It is another value.
    pub fn ne(&self, value: E) -> Filter<R> {
        self.says(compared(&self.name, Comparison::Ne, value.as_ref()))
    }

    /// It is one of these values.
    pub fn is_in(&self, values: impl IntoIterator<Item = E>) -> Filter<R> {
        self.says(texts(&self.name, true, values.into_iter().map(|value| value.as_ref().to_owned())))
    }

    /// It is none of these values.
    pub fn not_in(&self, values: impl IntoIterator<Item = E>) -> Filter<R> {
        self.says(texts(&self.name, false, values.into_iter().map(|value| value.as_ref().to_owned())))
    }
}
