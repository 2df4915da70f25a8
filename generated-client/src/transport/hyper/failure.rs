//! What went wrong, told without a URL, whose query may hold a credential.

use std::error::Error;

use super::TransportError;

/// What the client says of a request.
pub(super) fn of_client(error: hyper_util::client::legacy::Error) -> TransportError {
    // The error itself says no more than its kind; what happened are its sources.
    let text = error.source().map_or_else(|| error.to_string(), told);
    if error.is_connect() { TransportError::NotSent(text) } else { TransportError::Failed(text) }
}

/// What broke off while an answer came.
pub(super) fn failed(error: impl Error + 'static) -> TransportError {
    TransportError::Failed(told(&error))
}

/// What kept a request from being sent.
pub(super) fn unsent(error: impl Error + 'static) -> TransportError {
    TransportError::NotSent(told(&error))
}

/// An error with its causes, each once.
fn told(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let more = cause.to_string();
        if !text.ends_with(&more) {
            text = format!("{text}: {more}");
        }
        source = cause.source();
    }
    text
}
