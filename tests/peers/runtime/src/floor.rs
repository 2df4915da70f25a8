//! What one writes by hand: the fields that the generated types have, in structs with `#[derive(Deserialize)]`.
//!
//! The same fields of the same types, nested ones in place, and as much is kept: ids and JSON in strings are `String`, moments
//! are moments. Two things are simpler, to the advantage of these: a value that an enum does not know fails the whole page, and a time is
//! only read in the form of RFC 3339.

#![allow(dead_code, reason = "they are only filled")]

use jiff::Timestamp;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
pub struct Post {
    pub id: String,
    pub uuid: String,
    pub title: String,
    pub slug: String,
    pub url: String,
    pub status: PostStatus,
    pub visibility: PostVisibility,
    pub featured: bool,
    pub email_only: bool,
    pub lexical: Option<String>,
    pub html: Option<String>,
    pub mobiledoc: Option<String>,
    pub plaintext: Option<String>,
    pub excerpt: Option<String>,
    pub custom_excerpt: Option<String>,
    pub reading_time: Option<i64>,
    pub feature_image: Option<String>,
    pub feature_image_alt: Option<String>,
    pub feature_image_caption: Option<String>,
    pub tags: Option<Vec<Tag>>,
    pub primary_tag: Option<Tag>,
    pub authors: Option<Vec<User>>,
    pub primary_author: Option<User>,
    pub tiers: Option<Vec<EmbeddedTier>>,
    pub email: Option<Email>,
    pub newsletter: Option<Newsletter>,
    pub email_segment: String,
    pub email_subject: Option<String>,
    pub count: Option<PostCount>,
    pub sentiment: Option<f64>,
    pub post_revisions: Option<Vec<PostRevision>>,
    pub comment_id: Option<String>,
    pub meta_title: Option<String>,
    pub meta_description: Option<String>,
    pub og_image: Option<String>,
    pub og_title: Option<String>,
    pub og_description: Option<String>,
    pub twitter_image: Option<String>,
    pub twitter_title: Option<String>,
    pub twitter_description: Option<String>,
    pub canonical_url: Option<String>,
    pub codeinjection_head: Option<String>,
    pub codeinjection_foot: Option<String>,
    pub custom_template: Option<String>,
    pub frontmatter: Option<String>,
    pub published_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize)]
pub enum PostStatus {
    #[serde(rename = "draft")]
    Draft,
    #[serde(rename = "published")]
    Published,
    #[serde(rename = "scheduled")]
    Scheduled,
    #[serde(rename = "sent")]
    Sent,
}

#[derive(Clone, Debug, Deserialize)]
pub enum PostVisibility {
    #[serde(rename = "public")]
    Public,
    #[serde(rename = "members")]
    Members,
    #[serde(rename = "paid")]
    Paid,
    #[serde(rename = "tiers")]
    Tiers,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Tag {
    pub id: String,
    pub name: String,
    pub slug: String,
    pub url: String,
    pub description: Option<String>,
    pub visibility: TagVisibility,
    pub accent_color: Option<String>,
    pub feature_image: Option<String>,
    pub meta_title: Option<String>,
    pub meta_description: Option<String>,
    pub og_image: Option<String>,
    pub og_title: Option<String>,
    pub og_description: Option<String>,
    pub twitter_image: Option<String>,
    pub twitter_title: Option<String>,
    pub twitter_description: Option<String>,
    pub canonical_url: Option<String>,
    pub codeinjection_head: Option<String>,
    pub codeinjection_foot: Option<String>,
    pub count: Option<TagCount>,
    pub created_at: Timestamp,
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize)]
pub enum TagVisibility {
    #[serde(rename = "public")]
    Public,
    #[serde(rename = "internal")]
    Internal,
}

#[derive(Clone, Debug, Deserialize)]
pub struct TagCount {
    pub posts: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct User {
    pub id: String,
    pub name: String,
    pub slug: String,
    pub email: String,
    pub url: Option<String>,
    pub status: UserStatus,
    pub roles: Option<Vec<Role>>,
    pub permissions: Option<Vec<GrantedPermission>>,
    pub count: Option<UserCount>,
    pub profile_image: Option<String>,
    pub cover_image: Option<String>,
    pub bio: Option<String>,
    pub website: Option<String>,
    pub location: Option<String>,
    pub facebook: Option<String>,
    pub twitter: Option<String>,
    pub threads: Option<String>,
    pub bluesky: Option<String>,
    pub mastodon: Option<String>,
    pub tiktok: Option<String>,
    pub youtube: Option<String>,
    pub instagram: Option<String>,
    pub linkedin: Option<String>,
    pub meta_title: Option<String>,
    pub meta_description: Option<String>,
    pub accessibility: Option<String>,
    pub tour: Option<String>,
    pub locale: Option<String>,
    pub visibility: Option<String>,
    pub comment_notifications: bool,
    pub free_member_signup_notification: bool,
    pub paid_subscription_started_notification: bool,
    pub paid_subscription_canceled_notification: bool,
    pub mention_notifications: bool,
    pub recommendation_notifications: bool,
    pub milestone_notifications: bool,
    pub donation_notifications: bool,
    pub gift_subscription_notifications: Option<bool>,
    pub last_seen: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Option<Timestamp>,
    pub created_by: Option<String>,
    pub updated_by: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub enum UserStatus {
    #[serde(rename = "active")]
    Active,
    #[serde(rename = "inactive")]
    Inactive,
    #[serde(rename = "locked")]
    Locked,
    #[serde(rename = "warn-1")]
    Warn1,
    #[serde(rename = "warn-2")]
    Warn2,
    #[serde(rename = "warn-3")]
    Warn3,
    #[serde(rename = "warn-4")]
    Warn4,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Role {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub permissions: Option<Vec<GrantedPermission>>,
    pub created_at: Timestamp,
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct GrantedPermission {
    pub id: String,
    pub name: String,
    pub object_type: String,
    pub action_type: String,
    pub object_id: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct UserCount {
    pub posts: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct EmbeddedTier {
    pub id: String,
    pub name: String,
    pub slug: String,
    pub description: Option<String>,
    pub active: bool,
    pub r#type: TierType,
    pub visibility: TierVisibility,
    pub welcome_page_url: Option<String>,
    pub currency: Option<String>,
    pub monthly_price: Option<i64>,
    pub yearly_price: Option<i64>,
    pub monthly_price_id: Option<String>,
    pub yearly_price_id: Option<String>,
    pub trial_days: i64,
    pub expiry_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize)]
pub enum TierType {
    #[serde(rename = "free")]
    Free,
    #[serde(rename = "paid")]
    Paid,
}

#[derive(Clone, Debug, Deserialize)]
pub enum TierVisibility {
    #[serde(rename = "public")]
    Public,
    #[serde(rename = "none")]
    None,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Email {
    pub id: String,
    pub uuid: String,
    pub post_id: String,
    pub newsletter_id: Option<String>,
    pub status: EmailStatus,
    pub recipient_filter: String,
    pub subject: Option<String>,
    pub from: Option<String>,
    pub reply_to: Option<String>,
    pub html: Option<String>,
    pub plaintext: Option<String>,
    pub source: Option<String>,
    pub source_type: EmailSourceType,
    pub email_count: i64,
    pub csd_email_count: Option<i64>,
    pub delivered_count: i64,
    pub opened_count: i64,
    pub failed_count: i64,
    pub track_opens: bool,
    pub track_clicks: bool,
    pub feedback_enabled: bool,
    pub error: Option<String>,
    pub error_data: Option<String>,
    pub submitted_at: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize)]
pub enum EmailStatus {
    #[serde(rename = "pending")]
    Pending,
    #[serde(rename = "submitting")]
    Submitting,
    #[serde(rename = "submitted")]
    Submitted,
    #[serde(rename = "failed")]
    Failed,
}

#[derive(Clone, Debug, Deserialize)]
pub enum EmailSourceType {
    #[serde(rename = "html")]
    Html,
    #[serde(rename = "lexical")]
    Lexical,
    #[serde(rename = "mobiledoc")]
    Mobiledoc,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Newsletter {
    pub id: String,
    pub uuid: String,
    pub name: String,
    pub slug: String,
    pub description: Option<String>,
    pub status: NewsletterStatus,
    pub visibility: String,
    pub subscribe_on_signup: bool,
    pub sort_order: i64,
    pub feedback_enabled: bool,
    pub count: Option<NewsletterCount>,
    pub sender_name: Option<String>,
    pub sender_email: Option<String>,
    pub sender_reply_to: String,
    pub header_image: Option<String>,
    pub show_header_icon: bool,
    pub show_header_title: bool,
    pub show_header_name: bool,
    pub show_post_title_section: bool,
    pub show_excerpt: bool,
    pub show_feature_image: bool,
    pub show_comment_cta: bool,
    pub show_share_button: Option<bool>,
    pub show_subscription_details: bool,
    pub show_latest_posts: bool,
    pub show_badge: bool,
    pub footer_content: Option<String>,
    pub title_font_category: NewsletterTitleFontCategory,
    pub title_font_weight: NewsletterTitleFontWeight,
    pub title_alignment: NewsletterTitleAlignment,
    pub body_font_category: NewsletterBodyFontCategory,
    pub link_style: NewsletterLinkStyle,
    pub button_corners: NewsletterButtonCorners,
    pub button_style: NewsletterButtonStyle,
    pub image_corners: NewsletterImageCorners,
    pub background_color: String,
    pub header_background_color: String,
    pub post_title_color: Option<String>,
    pub section_title_color: Option<String>,
    pub divider_color: Option<String>,
    pub button_color: Option<String>,
    pub link_color: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize)]
pub enum NewsletterStatus {
    #[serde(rename = "active")]
    Active,
    #[serde(rename = "archived")]
    Archived,
}

#[derive(Clone, Debug, Deserialize)]
pub struct NewsletterCount {
    pub posts: Option<i64>,
    pub members: Option<i64>,
    pub active_members: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub enum NewsletterTitleFontCategory {
    #[serde(rename = "serif")]
    Serif,
    #[serde(rename = "sans_serif")]
    SansSerif,
}

#[derive(Clone, Debug, Deserialize)]
pub enum NewsletterTitleFontWeight {
    #[serde(rename = "normal")]
    Normal,
    #[serde(rename = "medium")]
    Medium,
    #[serde(rename = "semibold")]
    Semibold,
    #[serde(rename = "bold")]
    Bold,
}

#[derive(Clone, Debug, Deserialize)]
pub enum NewsletterTitleAlignment {
    #[serde(rename = "center")]
    Center,
    #[serde(rename = "left")]
    Left,
}

#[derive(Clone, Debug, Deserialize)]
pub enum NewsletterBodyFontCategory {
    #[serde(rename = "serif")]
    Serif,
    #[serde(rename = "sans_serif")]
    SansSerif,
}

#[derive(Clone, Debug, Deserialize)]
pub enum NewsletterLinkStyle {
    #[serde(rename = "underline")]
    Underline,
    #[serde(rename = "regular")]
    Regular,
    #[serde(rename = "bold")]
    Bold,
}

#[derive(Clone, Debug, Deserialize)]
pub enum NewsletterButtonCorners {
    #[serde(rename = "square")]
    Square,
    #[serde(rename = "rounded")]
    Rounded,
    #[serde(rename = "pill")]
    Pill,
}

#[derive(Clone, Debug, Deserialize)]
pub enum NewsletterButtonStyle {
    #[serde(rename = "fill")]
    Fill,
    #[serde(rename = "outline")]
    Outline,
}

#[derive(Clone, Debug, Deserialize)]
pub enum NewsletterImageCorners {
    #[serde(rename = "square")]
    Square,
    #[serde(rename = "rounded")]
    Rounded,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PostCount {
    pub clicks: Option<i64>,
    pub signups: Option<i64>,
    pub paid_conversions: Option<i64>,
    pub conversions: Option<i64>,
    pub positive_feedback: Option<i64>,
    pub negative_feedback: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PostRevision {
    pub id: String,
    pub post_id: String,
    pub title: Option<String>,
    pub lexical: Option<String>,
    pub custom_excerpt: Option<String>,
    pub feature_image: Option<String>,
    pub feature_image_alt: Option<String>,
    pub feature_image_caption: Option<String>,
    pub post_status: Option<PostStatus>,
    pub reason: Option<String>,
    pub author: Option<User>,
    pub created_at_ts: i64,
    pub created_at: Timestamp,
}

/// A page of posts.
#[derive(Clone, Debug, Deserialize)]
pub struct Page {
    pub posts: Vec<Post>,
    pub meta: Meta,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Meta {
    pub pagination: Pagination,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Pagination {
    pub page: Option<u64>,
    pub limit: Option<u64>,
    pub pages: Option<u64>,
    pub total: Option<u64>,
    pub next: Option<u64>,
    pub prev: Option<u64>,
}
