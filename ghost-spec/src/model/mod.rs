//! The resolved description: what a checked spec says, with every name looked up.
//!
//! Plain data without source positions. Names are as written in the spec (`snake_case`);
//! turning them into Rust identifiers is the generator's business.

mod access;
mod endpoint;
mod errors;
mod shape;

pub use access::*;
pub use endpoint::*;
pub use errors::*;
pub use shape::*;

/// One API: a base path and everything below it.
#[derive(Clone, Debug)]
pub struct Api {
    /// Module name, such as `admin`.
    pub name: String,
    /// Its `api.yaml` relative to the spec's root, such as `admin/api.yaml`.
    pub file: String,
    /// Human title.
    pub title: String,
    /// What the API is for.
    pub doc: String,
    /// Link to the vendor's documentation.
    pub docs: Option<String>,
    /// Path prefix without a trailing slash, such as `/ghost/api/admin`.
    pub base: String,
    /// Whether paths end in a slash.
    pub slash: bool,
    /// Name of the generated client type, such as `Ghost`.
    pub client: String,
    /// Oldest and newest server version described.
    pub versions: VersionRange,
    /// Ways in, in the order declared.
    pub credentials: Vec<Credential>,
    /// Access classes, in the order declared.
    pub access: Vec<AccessClass>,
    /// Permissions the server checks, in the order declared.
    pub permissions: Vec<Permission>,
    /// Roles and what they are granted, in the order declared.
    pub roles: Vec<Role>,
    /// Limits below a permission.
    pub rules: Vec<Rule>,
    /// What the server answers when it refuses or fails, where that is described.
    pub errors: Option<Errors>,
    /// Groups of resources that are switched on together, in the order declared.
    pub groups: Vec<Group>,
    /// Resources, ordered by name.
    pub resources: Vec<Resource>,
    /// Every entity, named shape and inline object of the API.
    pub shapes: Vec<Shape>,
    /// Every enum of the API: of fields and of query options.
    pub enums: Vec<Enum>,
}

/// First and last version that has something, both inclusive, such as `6.0`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// First version that has it.
    pub since: Option<Version>,
    /// Last version that has it.
    pub until: Option<Version>,
}

impl Versions {
    /// Whether `version` has it. A bound of `6.0` stands for all that start with it.
    #[must_use]
    pub fn hold(&self, version: &Version) -> bool {
        self.since.as_ref().is_none_or(|since| since.numbers <= version.numbers)
            && self.until.as_ref().is_none_or(|until| version.numbers <= until.last())
    }

    /// Whether every version has it.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }
}

/// The versions an API description covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRange {
    /// Oldest version described.
    pub oldest: Version,
    /// Newest version described.
    pub newest: Version,
}

/// A server version of one to three numbers, kept as written for display.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Major, minor, patch; missing numbers are zero.
    pub numbers: [u32; 3],
    /// As written.
    pub text: String,
}

impl Version {
    /// Reads `6`, `6.65` or `6.65.1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Version> {
        let mut numbers = [0; 3];
        let mut parts = text.split('.');
        for number in &mut numbers {
            match parts.next() {
                None => break,
                Some(part) => *number = part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))?,
            }
        }
        parts.next().is_none().then(|| Version { numbers, text: text.to_owned() })
    }

    /// The last version that a short one stands for: `6.65` for every `6.65.x`.
    #[must_use]
    pub fn last(&self) -> [u32; 3] {
        let given = self.text.split('.').count();
        std::array::from_fn(|index| if index < given { self.numbers[index] } else { u32::MAX })
    }
}

/// Resources that are switched on together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Name, such as `members`.
    pub name: String,
    /// What they are about.
    pub doc: String,
    /// Indices into [`Api::resources`].
    pub resources: Vec<usize>,
}

/// One resource file.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Name, such as `posts`; module and default envelope key.
    pub name: String,
    /// The entity's shape.
    pub entity: Option<ShapeId>,
    /// What it is.
    pub doc: String,
    /// Link to the vendor's documentation.
    pub docs: Option<String>,
    /// Server behaviour that bites.
    pub traps: Vec<String>,
    /// Spec file relative to the spec's root, such as `admin/posts.yaml`.
    pub file: String,
    /// Shapes that belong to this resource (entity first), in the order declared; inline objects after their parent.
    pub shapes: Vec<ShapeId>,
    /// Enums that belong to this resource, in the order met.
    pub enums: Vec<EnumId>,
    /// Endpoints, in the order declared.
    pub endpoints: Vec<Endpoint>,
}
