//! Webhooks, from both ends: what a receiver does with a delivery, and how to have Ghost send any.
//!
//! A receiver checks the signature over the bytes exactly as they came, and then reads the event:
//!
//! ```
//! use ghost_client::webhook::{self, Event, WebhookError};
//!
//! fn receive(secret: &str, headers: &[(String, String)], body: &[u8]) -> Result<(), WebhookError> {
//!     let headers = headers.iter().map(|(name, value)| (name, value));
//!     match webhook::verify(secret, headers, body)?.event()? {
//!         Event::PostPublished(post) => println!("published: {:?}", post.latest().title),
//!         Event::MemberEdited(member) if member.changed("email") => println!("was {:?}", member.previous.email),
//!         Event::Unknown(unknown) => println!("news to this program: {:?}", unknown.name),
//!         _ => {}
//!     }
//!     Ok(())
//! }
//! ```
//!
//! Headers are anything that gives names and values, such as `&HeaderMap` of axum, hyper and actix.
//! [`Verifier`] has the options: the replay window and the older scheme. [`Registration`] adds webhooks.
//!
//! # What to know of Ghost's deliveries
//!
//! - **Two seconds**: Ghost waits no longer for an answer, and never sends a delivery again. Verify, hand over to a queue, answer.
//! - **Never answer 410**: Ghost deletes the webhook. Any 2xx is a success.
//! - **No order**: one change makes several events (`post.published` comes with `post.edited` and `site.changed`), in any order.
//! - **Names**: Ghost says which event it is since 6.45 at the latest; before, an address for each event tells them apart, see
//!   [`Registration::address_per_event`] and [`Verified::event_or`].
//! - **Signatures**: over body and time since July 2024 (5.8x); before, over the body alone, see [`Verifier::also_body_only`]. A webhook without a
//!   secret is not signed at all.

mod error;
mod event;
mod registration;
mod signature;

pub use self::error::WebhookError;
pub use self::event::{Change, EVENTS, Event, Subject, UnknownEvent};
pub use self::registration::{Registered, Registration};
pub use self::signature::{Scheme, Verified, Verifier, verify};
