//! Resources that the description lacks: a private endpoint, a newer Ghost.
//!
//! `#[derive(Resource)]` (feature `macros`) says of a struct where its like are found, what can be done with them and who may; the
//! calls, envelopes, pages and gates are those of generated resources.

mod listing;
mod single;

use std::fmt;
use std::marker::PhantomData;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

pub use self::listing::Listing;
pub use self::single::Single;
use crate::client::{Ghost, MayCall};
use crate::connection::Scope;
use crate::endpoint::Endpoint;

/// A thing that a resource of one's own is made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no resource",
    label = "not a resource",
    note = "`#[derive(Resource)]` with `#[ghost(path = \"/things/\", key = \"things\", operations(browse), access = User)]` makes it one"
)]
pub trait Resource: DeserializeOwned {
    /// What identifies one.
    type Id: AsRef<str> + ?Sized;
    /// Key of its lists.
    const KEY: &'static str;
}

macro_rules! operation {
    ($(#[$doc:meta])* $name:ident $($(#[$of:meta])* $content:ident: $bound:ident)?) => {
        $(#[$doc])*
        #[diagnostic::on_unimplemented(
            message = "`{Self}` has no such operation",
            label = "not among its operations",
            note = "name it: `#[ghost(operations(browse, read, …))]`"
        )]
        pub trait $name: Resource {
            /// Who may.
            type Access;
            $($(#[$of])* type $content: $bound;)?
            /// The facts.
            const ENDPOINT: &'static Endpoint;
        }
    };
}

operation! {
    /// It can be listed.
    Browse
}
operation! {
    /// One can be read by its id.
    Read
}
operation! {
    /// One can be added.
    Add
    /// What is sent.
    New: Serialize
}
operation! {
    /// One can be changed.
    Edit
    /// What is sent.
    Patch: Serialize
}
operation! {
    /// One can be deleted.
    Destroy
}

impl<C, M> Ghost<C, M> {
    /// The endpoints of a resource of your own.
    pub fn resource<R: Resource>(&self) -> Resources<'_, C, M, R> {
        Resources { scope: Scope::new(self.connection()), of: PhantomData }
    }
}

/// The endpoints of a resource of your own.
pub struct Resources<'a, C, M, R> {
    scope: Scope<'a, C, M>,
    of: PhantomData<fn() -> R>,
}

impl<'a, C, M, R: Resource> Resources<'a, C, M, R> {
    /// Lists them.
    pub fn browse(&self) -> Listing<'a, M, R>
    where
        R: Browse,
        C: MayCall<<R as Browse>::Access>,
    {
        Listing::new(self.scope.call(<R as Browse>::ENDPOINT, |answer| answer.page(R::KEY)))
    }

    /// Reads one.
    pub fn read(&self, id: &R::Id) -> Single<'a, M, R>
    where
        R: Read,
        C: MayCall<<R as Read>::Access>,
    {
        Single::new(self.scope.call(<R as Read>::ENDPOINT, |answer| answer.one(R::KEY)).path("id", id.as_ref()))
    }

    /// Adds one.
    pub fn add(&self, new: &R::New) -> Single<'a, M, R>
    where
        R: Add,
        C: MayCall<<R as Add>::Access>,
    {
        Single::new(self.scope.call(<R as Add>::ENDPOINT, |answer| answer.one(R::KEY)).send_one(R::KEY, new))
    }

    /// Changes one.
    pub fn edit(&self, id: &R::Id, patch: &R::Patch) -> Single<'a, M, R>
    where
        R: Edit,
        C: MayCall<<R as Edit>::Access>,
    {
        let call = self.scope.call(<R as Edit>::ENDPOINT, |answer| answer.one(R::KEY));
        Single::new(call.path("id", id.as_ref()).send_one(R::KEY, patch))
    }

    /// Deletes one.
    pub fn destroy(&self, id: &R::Id) -> Single<'a, M, ()>
    where
        R: Destroy,
        C: MayCall<<R as Destroy>::Access>,
    {
        Single::new(self.scope.call(<R as Destroy>::ENDPOINT, |answer| answer.empty()).path("id", id.as_ref()))
    }
}

impl<C, M, R> fmt::Debug for Resources<'_, C, M, R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Resources").field("scope", &self.scope).finish_non_exhaustive()
    }
}
