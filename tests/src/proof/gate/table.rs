//! How endpoints are asked where their description does not tell: a request that is valid, so that the permission is
//! looked at, but has no target, or does what a reset undoes.

/// A way to ask an endpoint that is not the derived one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// `METHOD /path/` as described.
    pub(super) endpoint: &'static str,
    /// Which way it is, where there are several.
    pub(super) label: &'static str,
    /// Only on servers of this major version; 0 for all.
    pub(super) major: u32,
    pub(super) path: Option<&'static str>,
    pub(super) query: Option<&'static str>,
    pub(super) sent: Sent,
    /// Whom a rule limits and who is within their limits here; `None` if the request does not tell.
    pub(super) within: Option<&'static [&'static str]>,
    /// 401 and 403 are the endpoint's own answers to a wrong password and the like.
    pub(super) refuses_all: bool,
    /// It never answers those who may call it.
    pub(super) silent: bool,
    /// It fails past every check, whoever asks.
    pub(super) fails: bool,
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sent {
    /// What the description says.
    Derived,
    /// Nothing.
    Nothing,
    /// This text.
    Json(&'static str),
    /// A file in a form.
    File { part: &'static str, name: &'static str, media: &'static str, content: &'static [u8] },
}

impl Way {
    /// The derived way.
    pub(super) const fn new(endpoint: &'static str) -> Self {
        Way {
            endpoint,
            label: "",
            major: 0,
            path: None,
            query: None,
            sent: Sent::Derived,
            within: None,
            refuses_all: false,
            silent: false,
            fails: false,
        }
    }

    const fn labelled(self, label: &'static str) -> Self {
        Way { label, ..self }
    }

    const fn path(self, path: &'static str) -> Self {
        Way { path: Some(path), ..self }
    }

    const fn query(self, query: &'static str) -> Self {
        Way { query: Some(query), ..self }
    }

    const fn json(self, text: &'static str) -> Self {
        Way { sent: Sent::Json(text), ..self }
    }

    const fn nothing(self) -> Self {
        Way { sent: Sent::Nothing, ..self }
    }

    const fn file(self, part: &'static str, name: &'static str, media: &'static str, content: &'static [u8]) -> Self {
        Way { sent: Sent::File { part, name, media, content }, ..self }
    }

    const fn within(self, callers: &'static [&'static str]) -> Self {
        Way { within: Some(callers), ..self }
    }

    const fn major(self, major: u32) -> Self {
        Way { major, ..self }
    }

    const fn refuses_all(self) -> Self {
        Way { refuses_all: true, ..self }
    }

    const fn silent(self) -> Self {
        Way { silent: true, ..self }
    }

    const fn fails(self) -> Self {
        Way { fails: true, ..self }
    }
}

const fn way(endpoint: &'static str) -> Way {
    Way::new(endpoint)
}

/// The ways of an endpoint on a major version; none means the derived one. Names of path parameters do not count.
pub(super) fn ways(endpoint: &str, major: u32) -> impl Iterator<Item = &'static Way> {
    let wanted = unnamed(endpoint);
    TABLE.iter().filter(move |way| unnamed(way.endpoint) == wanted && (way.major == 0 || way.major == major))
}

/// Entries of the table for endpoints that are not described.
#[must_use]
pub fn unused(described: &[String]) -> Vec<&'static str> {
    let described: Vec<String> = described.iter().map(|endpoint| unnamed(endpoint)).collect();
    TABLE.iter().map(|way| way.endpoint).filter(|endpoint| !described.contains(&unnamed(endpoint))).collect()
}

/// An endpoint without the names of its path parameters.
fn unnamed(endpoint: &str) -> String {
    let mut parts = endpoint.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| path + "/" + part)
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";
const AUTHORS: &[&str] = &["Author", "Contributor"];
const STAFF: &[&str] = &["Owner", "Administrator", "Super Editor", "Editor", "Author", "Contributor"];
const EDITORS_UP: &[&str] = &["Owner", "Administrator", "Super Editor", "Editor"];

/// `{me}` is the caller's user id, `{password}` their password, `{other}` that of somebody else, `{user:Role}` that of a role; `{role:Name}` the id of a role,
/// `{first:posts}` of the first post, `{draft}` and `{page}` of a post and a page of the caller's, `{commented}` of a post that may be
/// commented on, `{member}` of a member, `{comment}` of a comment, `{webhook:own}` of a webhook of the
/// integration and `{webhook:other}` of one of another integration.
#[rustfmt::skip] // one line a way
static TABLE: &[Way] = &[
    // Posts and pages: rules below the permission.
    way("POST /posts/").labelled("without authors").json(r#"{"posts":[{"title":"Gate"}]}"#).within(&[]),
    way("POST /posts/").labelled("own").json(r#"{"posts":[{"title":"Gate","authors":[{"id":"{me}"}]}]}"#).within(AUTHORS),
    way("POST /posts/").labelled("another's").json(r#"{"posts":[{"title":"Gate","authors":[{"id":"{other}"}]}]}"#).within(&[]),
    way("POST /posts/").labelled("own, published").json(r#"{"posts":[{"title":"Gate","status":"published","authors":[{"id":"{me}"}]}]}"#).within(&["Author"]),
    way("POST /posts/").labelled("own, with visibility").json(r#"{"posts":[{"title":"Gate","visibility":"members","authors":[{"id":"{me}"}]}]}"#),
    way("PUT /posts/{id}/").labelled("unknown").json(r#"{"posts":[{"title":"Gate","updated_at":"2030-01-01T00:00:00.000Z"}]}"#),
    way("PUT /posts/{id}/").labelled("own draft").path("/posts/{draft}/").json(r#"{"posts":[{"title":"Gate","updated_at":null}]}"#).within(AUTHORS),
    way("PUT /posts/{id}/").labelled("own draft, publish").path("/posts/{draft}/").json(r#"{"posts":[{"status":"published","updated_at":null}]}"#).within(&["Author"]),
    way("PUT /posts/{id}/").labelled("own draft, visibility").path("/posts/{draft}/").json(r#"{"posts":[{"visibility":"members","updated_at":null}]}"#).within(&["Contributor"]).major(6),
    way("PUT /posts/{id}/").labelled("own draft, visibility").path("/posts/{draft}/").json(r#"{"posts":[{"visibility":"members","updated_at":null}]}"#).within(AUTHORS).major(5),
    way("PUT /posts/{id}/").labelled("own draft, give away").path("/posts/{draft}/").json(r#"{"posts":[{"authors":[{"id":"{other}"}],"updated_at":null}]}"#),
    way("PUT /posts/{id}/").labelled("another's").path("/posts/{first:posts}/").json(r#"{"posts":[{"title":"Gate","updated_at":null}]}"#).within(&[]),
    way("DELETE /posts/{id}/").labelled("own draft").path("/posts/{draft}/").within(AUTHORS),
    way("DELETE /posts/{id}/").labelled("another's").path("/posts/{first:posts}/").within(&[]),
    way("POST /posts/{id}/copy/").labelled("own draft").path("/posts/{draft}/copy/").nothing(),
    way("POST /posts/{id}/copy/").labelled("another's").path("/posts/{first:posts}/copy/").nothing(),
    way("GET /posts/{id}/gift_links/").path("/posts/{first:posts}/gift_links/"),
    way("POST /pages/").labelled("without authors").json(r#"{"pages":[{"title":"Gate"}]}"#).within(&[]),
    way("POST /pages/").labelled("own").json(r#"{"pages":[{"title":"Gate","authors":[{"id":"{me}"}]}]}"#).within(&[]),
    way("PUT /pages/{id}/").labelled("own").path("/pages/{page}/").json(r#"{"pages":[{"title":"Gate","updated_at":null}]}"#).within(AUTHORS),
    way("PUT /pages/{id}/").labelled("own, publish").path("/pages/{page}/").json(r#"{"pages":[{"status":"published","updated_at":null}]}"#).within(&["Author"]),
    way("PUT /pages/{id}/").labelled("own, visibility").path("/pages/{page}/").json(r#"{"pages":[{"visibility":"members","updated_at":null}]}"#).within(&["Contributor"]),
    way("PUT /pages/{id}/").labelled("another's").path("/pages/{first:pages}/").json(r#"{"pages":[{"title":"Gate","updated_at":null}]}"#).within(&[]),
    way("DELETE /pages/{id}/").labelled("own").path("/pages/{page}/").within(AUTHORS),
    way("DELETE /pages/{id}/").labelled("another's").path("/pages/{first:pages}/").within(&[]),
    way("POST /pages/{id}/copy/").path("/pages/{first:pages}/copy/").nothing(),
    way("GET /pages/{id}/gift_links/").path("/pages/{first:pages}/gift_links/"),
    way("PUT /posts/bulk/").query("filter=id:ffffffffffffffffffffffff").json(r#"{"bulk":{"action":"feature"}}"#),
    way("PUT /pages/bulk/").query("filter=id:ffffffffffffffffffffffff").json(r#"{"bulk":{"action":"feature"}}"#),
    way("DELETE /posts/").query("filter=id:ffffffffffffffffffffffff"),
    way("DELETE /pages/").query("filter=id:ffffffffffffffffffffffff"),
    way("POST /posts/upload/").file("postsfile", "gate.csv", "text/csv", b"title,html\n"),

    // Staff.
    way("PUT /users/{id}/").labelled("oneself").path("/users/{me}/").json(r#"{"users":[{"name":"Gate"}]}"#).within(STAFF),
    way("PUT /users/{id}/").labelled("another author").path("/users/{other}/").json(r#"{"users":[{"name":"Gate"}]}"#).within(EDITORS_UP),
    way("PUT /users/{id}/").labelled("the owner").path("/users/{user:Owner}/").json(r#"{"users":[{"name":"Gate"}]}"#).within(&["Owner"]),
    way("PUT /users/{id}/").labelled("an administrator").path("/users/{user:Administrator}/").json(r#"{"users":[{"name":"Gate"}]}"#).within(&["Owner", "Administrator"]),
    way("PUT /users/{id}/").labelled("lock oneself").path("/users/{me}/").json(r#"{"users":[{"status":"locked"}]}"#).within(&[]),
    way("DELETE /users/{id}/").labelled("another author").path("/users/{other}/").within(EDITORS_UP),
    way("DELETE /users/{id}/").labelled("the owner").path("/users/{user:Owner}/").within(&[]),
    way("DELETE /users/{id}/").labelled("an administrator").path("/users/{user:Administrator}/").within(&["Owner", "Administrator"]),
    way("DELETE /users/{id}/").labelled("oneself").path("/users/{me}/").within(&["Administrator", "Super Editor", "Editor"]),
    way("GET /users/{id}/token/").labelled("own").path("/users/{me}/token/").within(STAFF),
    way("GET /users/{id}/token/").labelled("another's").path("/users/{other}/token/").within(&[]),
    way("PUT /users/{id}/token/").labelled("own").path("/users/{me}/token/").within(STAFF),
    way("PUT /users/{id}/token/").labelled("another's").path("/users/{other}/token/").within(&[]),
    way("PUT /users/password/").labelled("own").json(r#"{"password":[{"user_id":"{me}","newPassword":"Gate-pr0be-long","ne2Password":"Gate-pr0be-long","oldPassword":"{password}"}]}"#).within(STAFF),
    way("PUT /users/password/").labelled("an author's").json(r#"{"password":[{"user_id":"{other}","newPassword":"Gate-pr0be-long","ne2Password":"Gate-pr0be-long"}]}"#).within(EDITORS_UP),
    way("PUT /users/owner/").json(r#"{"owner":[{"id":"{user:Administrator}"}]}"#).within(&["Owner"]),
    way("POST /invites/").labelled("Contributor").json(r#"{"invites":[{"email":"gate@example.com","role_id":"{role:Contributor}"}]}"#).within(&["Owner", "Administrator", "Super Editor", "Editor", "integration"]),
    way("POST /invites/").labelled("Editor").json(r#"{"invites":[{"email":"gate@example.com","role_id":"{role:Editor}"}]}"#).within(&["Owner", "Administrator", "integration"]),
    way("POST /invites/").labelled("Administrator").json(r#"{"invites":[{"email":"gate@example.com","role_id":"{role:Administrator}"}]}"#).within(&["Owner", "Administrator"]),
    way("POST /invites/").labelled("Owner").json(r#"{"invites":[{"email":"gate@example.com","role_id":"{role:Owner}"}]}"#).within(&[]),

    // Uploads: what is no file of the right kind is refused before rights are looked at.
    way("POST /images/upload/").file("file", "gate.png", "image/png", PNG),
    way("POST /media/upload/").file("file", "gate.mp4", "video/mp4", b"gate"),
    way("PUT /media/thumbnail/upload/").file("file", "gate.png", "image/png", PNG).fails(),
    way("POST /files/upload/").file("file", "gate.txt", "text/plain", b"gate"),
    way("POST /members/upload/").file("membersfile", "gate.csv", "text/csv", b"email\n").fails(),
    way("POST /themes/upload/").file("file", "gate.zip", "application/zip", b"no zip"),
    way("POST /settings/routes/yaml/").file("routes", "routes.yaml", "application/yaml", b"{"),
    way("POST /redirects/upload/").file("redirects", "redirects.json", "application/json", b"{"),
    way("POST /db/").file("importfile", "gate.json", "application/json", b"{}"),

    // Webhooks: those of the integration itself, and others.
    way("POST /webhooks/").json(r#"{"webhooks":[{"event":"post.added","target_url":"http://127.0.0.1:9/{me}","integration_id":"{integration}"}]}"#).within(&["integration"]),
    way("PUT /webhooks/{id}/").labelled("own").path("/webhooks/{webhook:own}/").json(r#"{"webhooks":[{"event":"post.edited"}]}"#).within(&["integration"]),
    way("PUT /webhooks/{id}/").labelled("another's").path("/webhooks/{webhook:other}/").json(r#"{"webhooks":[{"event":"post.edited"}]}"#).within(&[]),
    way("DELETE /webhooks/{id}/").labelled("another's").path("/webhooks/{webhook:other}/").within(&[]),
    way("DELETE /webhooks/{id}/").labelled("own").path("/webhooks/{webhook:own}/").within(&["integration"]),
    way("POST /integrations/").json(r#"{"integrations":[{"name":"Gate"}]}"#),
    way("PUT /integrations/{id}/").json(r#"{"integrations":[{"name":"Gate"}]}"#),
    way("POST /integrations/{id}/api_key/{keyid}/refresh/").json(r#"{"integrations":[{"id":"ffffffffffffffffffffffff"}]}"#),

    // Members and money.
    way("PUT /members/bulk/").query("filter=id:ffffffffffffffffffffffff").json(r#"{"bulk":{"action":"unsubscribe"}}"#),
    way("DELETE /members/").query("filter=id:ffffffffffffffffffffffff"),
    way("POST /members/metafields/{namespace}/").path("/members/metafields/custom/"),
    way("PUT /members/metafields/{namespace}/").path("/members/metafields/custom/"),
    way("PUT /members/metafields/{namespace}/{key}/").path("/members/metafields/custom/gate/"),
    way("DELETE /members/metafields/{namespace}/{key}/").path("/members/metafields/custom/gate/"),
    way("GET /members/stripe_connect/").silent(),
    way("POST /offers/").json(r#"{"offers":[{"name":"Gate","code":"gate","display_title":"","display_description":"","type":"percent","cadence":"year","amount":10,"duration":"once","tier":{"id":"{first:tiers}"}}]}"#),
    way("GET /tiers/{id}/").path("/tiers/{first:tiers}/"),
    way("PUT /tiers/{id}/").path("/tiers/{first:tiers}/"),
    way("PUT /tiers/{id}/checkout_config/").json(r#"{"tiers_checkout_config":[{"custom_fields":[]}]}"#),

    // What is done to the whole site.
    way("GET /config/featurebase/").silent(),
    way("POST /themes/install/").query("source=github&ref=no-repository").fails(),
    way("PUT /settings/").json(r#"{"settings":[{"key":"title","value":"Gate"}]}"#),
    way("PUT /settings/verifications/").json(r#"{"token":"gate"}"#),
    way("PUT /newsletters/verifications/").json(r#"{"token":"gate"}"#),
    way("POST /notifications/").json(r#"{"notifications":[{"type":"info","message":"Gate"}]}"#),
    way("POST /db/media/inline/").json(r#"{"domains":["https://gate.example.com"]}"#),
    way("GET /exports/download/").query("components=routes"),
    way("POST /exports/").json(r#"{"components":{"routes":true}}"#),
    way("PUT /custom_theme_settings/").json(r#"{"custom_theme_settings":[{"key":"gate","value":"x"}]}"#),
    way("GET /oembed/").query("url=http%3A%2F%2F127.0.0.1%3A9%2F"),

    // Signing in.
    way("POST /session/").json(r#"{"username":"nobody@example.com","password":"wrong"}"#).refuses_all(),
    way("PUT /session/verify/").json(r#"{"token":"000000"}"#).refuses_all(),
    way("POST /session/verify/").refuses_all(),
    way("POST /authentication/password_reset/").json(r#"{"password_reset":[{"email":"nobody@example.com"}]}"#).refuses_all(),
    way("PUT /authentication/password_reset/").json(r#"{"password_reset":[{"token":"gate","newPassword":"Gate-pr0be-long","ne2Password":"Gate-pr0be-long"}]}"#).refuses_all(),
    way("POST /authentication/invitation/").json(r#"{"invitation":[{"token":"gate","email":"nobody@example.com","name":"Gate","password":"Gate-pr0be-long"}]}"#).refuses_all(),
    way("GET /authentication/invitation/").query("email=nobody%40example.com"),
    way("POST /authentication/setup/").json(r#"{"setup":[{"name":"Gate","email":"gate@example.com","password":"Gate-pr0be-long","blogTitle":"Gate"}]}"#).refuses_all(),
    way("PUT /authentication/setup/").json(r#"{"setup":[{"name":"Gate","email":"gate@example.com","password":"Gate-pr0be-long","blogTitle":"Gate"}]}"#).within(&["Owner"]),

    // Comments, recommendations, numbers, snippets.
    way("POST /comments/").json(r#"{"comments":[{"post_id":"{commented}","member_id":"{member}","html":"<p>Gate</p>"}]}"#),
    way("GET /comments/{id}/").path("/comments/{comment}/"),
    way("GET /comments/{id}/replies/").path("/comments/{comment}/replies/"),
    way("GET /comments/post/{post_id}/").path("/comments/post/{commented}/"),
    way("PUT /comments/{id}/").path("/comments/{comment}/").json(r#"{"comments":[{"status":"hidden"}]}"#),
    way("POST /recommendations/").json(r#"{"recommendations":[{"title":"Gate","url":"http://127.0.0.1:9/"}]}"#),
    way("POST /recommendations/check/").json(r#"{"recommendations":[{"url":"http://127.0.0.1:9/"}]}"#),
    way("PUT /recommendations/{id}/").json(r#"{"recommendations":[{"title":"Gate"}]}"#),
    way("POST /stats/posts-visitor-counts/").json(r#"{"postUuids":["ffffffff-ffff-4fff-bfff-ffffffffffff"]}"#),
    way("POST /stats/posts-member-counts/").json(r#"{"postIds":["ffffffffffffffffffffffff"]}"#),
    way("PUT /links/bulk/").query("filter=post_id:ffffffffffffffffffffffff").json(r#"{"bulk":{"action":"updateLink","meta":{"link":{"to":"https://gate.example.com/"}}}}"#),
    way("POST /snippets/").json(r#"{"snippets":[{"name":"Gate","mobiledoc":"{}","lexical":"{}"}]}"#),
    way("PUT /snippets/{id}/").json(r#"{"snippets":[{"name":"Gate","mobiledoc":"{}","lexical":"{}"}]}"#),
    way("GET /slugs/{type}/{name}/").path("/slugs/post/gate/"),
    way("GET /slugs/{type}/{name}/{id}/").path("/slugs/post/gate/ffffffffffffffffffffffff/"),

    // E-mail and automations.
    way("POST /email_previews/posts/{id}/").json(r#"{"emails":["gate@example.com"],"subject":"Gate"}"#),
    way("PUT /automations/{id}/").json(r#"{"automations":[{"status":"inactive","actions":[],"edges":[]}]}"#),
    way("POST /automations/{id}/email_preview/").json(MAIL),
    way("POST /automations/{id}/email_test/").json(MAIL),
    way("PUT /automated_emails/senders/").json(r#"{"sender_name":"Gate"}"#),
    way("PUT /automated_emails/verifications/").json(r#"{"token":"gate"}"#),
    way("POST /automated_emails/").json(AUTOMATED).fails(), // the second time
    way("PUT /emails/{id}/analytics/").fails(),
    way("PUT /automated_emails/{id}/").json(AUTOMATED),
    way("PUT /automated_emails/design/").json(r##"{"automated_email_design":[{"background_color":"#ffffff"}]}"##),
    way("POST /automated_emails/{id}/preview/").json(MAIL),
    way("POST /automated_emails/{id}/test/").json(MAIL),
];

const MAIL: &str = r#"{"email":"gate@example.com","subject":"Gate","lexical":"{\"root\":{\"children\":[{\"children\":[],\"direction\":null,\"format\":\"\",\"indent\":0,\"type\":\"paragraph\",\"version\":1}],\"direction\":null,\"format\":\"\",\"indent\":0,\"type\":\"root\",\"version\":1}}"}"#;
const AUTOMATED: &str = r#"{"automated_emails":[{"name":"Free member welcome flow","slug":"member-welcome-email-free","subject":"Gate","status":"inactive","lexical":"{\"root\":{\"children\":[{\"children\":[],\"direction\":null,\"format\":\"\",\"indent\":0,\"type\":\"paragraph\",\"version\":1}],\"direction\":null,\"format\":\"\",\"indent\":0,\"type\":\"root\",\"version\":1}}"}]}"#;
