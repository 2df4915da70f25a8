use serde_json::Value;

use super::ServerError;

/// The staff roles of Ghost; the test site has one user of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The one who set the site up.
    Owner,
    /// Everything but what only the owner may do.
    Administrator,
    /// Everybody's posts.
    Editor,
    /// An editor who may manage members and comments too.
    SuperEditor,
    /// Own posts, also publishing them.
    Author,
    /// Own drafts.
    Contributor,
}

impl Role {
    /// Every role, the most powerful first.
    pub const ALL: [Self; 6] = [Self::Owner, Self::Administrator, Self::SuperEditor, Self::Editor, Self::Author, Self::Contributor];

    /// The role's name in Ghost.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Administrator => "Administrator",
            Self::Editor => "Editor",
            Self::SuperEditor => "Super Editor",
            Self::Author => "Author",
            Self::Contributor => "Contributor",
        }
    }
}

/// A staff user of the test site.
#[derive(Clone, Debug)]
pub struct User {
    /// The user's only role.
    pub role: Role,
    /// Ghost's id of the user: an ObjectId, but `"1"` for the owner on Ghost 5.
    pub id: String,
    /// The slug of the author page.
    pub slug: String,
    /// The display name.
    pub name: String,
    /// The address to log in with.
    pub email: String,
    /// The password to log in with.
    pub password: String,
    /// The staff access token, `id:secret`: an Admin API key with the rights of this user.
    pub staff_token: String,
}

/// Who may talk to the test site: what the harness prints once the server is up.
#[derive(Clone, Debug)]
pub(super) struct Accounts {
    pub(super) integration_id: String,
    pub(super) admin_key: String,
    pub(super) content_key: String,
    owner: User,
    administrator: User,
    editor: User,
    super_editor: User,
    author: User,
    contributor: User,
}

impl Accounts {
    pub(super) fn parse(ready: &Value) -> Result<Self, ServerError> {
        Ok(Self {
            integration_id: text(ready, "integration_id")?,
            admin_key: text(ready, "admin_key")?,
            content_key: text(ready, "content_key")?,
            owner: user(ready, Role::Owner)?,
            administrator: user(ready, Role::Administrator)?,
            editor: user(ready, Role::Editor)?,
            super_editor: user(ready, Role::SuperEditor)?,
            author: user(ready, Role::Author)?,
            contributor: user(ready, Role::Contributor)?,
        })
    }

    pub(super) fn user(&self, role: Role) -> &User {
        match role {
            Role::Owner => &self.owner,
            Role::Administrator => &self.administrator,
            Role::Editor => &self.editor,
            Role::SuperEditor => &self.super_editor,
            Role::Author => &self.author,
            Role::Contributor => &self.contributor,
        }
    }
}

fn user(ready: &Value, role: Role) -> Result<User, ServerError> {
    let users = ready.get("users").and_then(Value::as_array);
    let found = users
        .into_iter()
        .flatten()
        .find(|user| user.get("role").and_then(Value::as_str) == Some(role.name()))
        .ok_or_else(|| ServerError::new(format!("the seed has no user with the role {}", role.name())))?;
    Ok(User {
        role,
        id: text(found, "id")?,
        slug: text(found, "slug")?,
        name: text(found, "name")?,
        email: text(found, "email")?,
        password: text(found, "password")?,
        staff_token: text(found, "staff_token")?,
    })
}

pub(super) fn text(object: &Value, key: &str) -> Result<String, ServerError> {
    match object.get(key).and_then(Value::as_str) {
        Some(text) => Ok(text.to_owned()),
        None => Err(ServerError::new(format!("the test server's answer has no text `{key}`"))),
    }
}
