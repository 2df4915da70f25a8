//! What follows an attempt: the end, another attempt after a while, or the same question at another address.
//!
//! This decides and does nothing else: it neither sends nor waits nor looks at a clock, so that it can be tested like a
//! table. The loops that obey it are in [`sending`](crate::sending).

use std::time::{Duration, SystemTime};

use crate::answer::Answer;
use crate::clock::{Clock, http_date};
use crate::endpoint::Endpoint;
use crate::error::{Detour, Error, ErrorKind, TokenFault};
use crate::redirect;
use crate::retry::{Retry, Tokens};
use crate::transport::{Response, TransportError};
use crate::verdict::{refusal, retry_after, undelivered};

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct Attempts<'a> {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) retry: &'a Retry,
    pub(crate) tokens: &'a Tokens,
    pub(crate) clock: &'a Clock,
    /// Most time of all of them.
    pub(crate) deadline: Duration,
    /// An attempt with less time than this is not worth it.
    pub(crate) worthwhile: Duration,
    /// Most bytes of an answer, to be named where it had more.
    pub(crate) max_body: usize,
    /// Addresses that were asked, the current one last, without credential.
    pub(crate) addresses: Vec<String>,
    /// Name that the credential has in the query, if it is there.
    pub(crate) credential: Option<&'static str>,
    /// How many requests were sent.
    pub(crate) sent: u32,
    /// How many of them were repetitions.
    pub(crate) repeated: u32,
    /// Whether one was signed anew by the server's clock.
    pub(crate) signed_anew: bool,
}

/// When an attempt ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// Since the first one began.
    pub(crate) elapsed: Duration,
    /// By our clock.
    pub(crate) now: SystemTime,
    /// A random number.
    pub(crate) dice: u16,
    /// Whether the request can be sent once more: the body of some can be read but once.
    pub(crate) repeatable: bool,
}

/// What follows.
#[derive(Debug)]
pub(crate) enum Step {
    /// That was it.
    Done(Result<Answer, Error>),
    /// The same request, signed anew.
    Again {
        /// How long to wait first.
        after: Duration,
    },
    /// The same question at another address of the same origin.
    Follow {
        /// The address, without credential.
        url: String,
    },
}

impl Attempts<'_> {
    /// Takes in what came of an attempt.
    pub(crate) fn next(&mut self, outcome: Result<Response, TransportError>, moment: Moment) -> Step {
        self.sent = self.sent.saturating_add(1);
        let response = match outcome {
            Ok(response) => response,
            Err(error) => return self.after_silence(error, moment),
        };
        if let Some(error) = refusal(self.endpoint, &response) {
            return self.after_refusal(error, &response, moment);
        }
        self.succeeded();
        Step::Done(Ok(Answer::new(self.endpoint, response)))
    }

    /// An attempt gave what was asked for.
    pub(crate) fn succeeded(&self) {
        if self.repeated == 0 {
            self.tokens.earn();
        }
    }

    /// No whole answer came.
    fn after_silence(&mut self, error: TransportError, moment: Moment) -> Step {
        let again = match error {
            TransportError::NotSent(_) => true,
            TransportError::Timeout | TransportError::Failed(_) | TransportError::Cut { .. } => self.reads(),
            TransportError::TooLarge | TransportError::Unreadable(_) => false,
        };
        let error = undelivered(self.endpoint, error, self.max_body);
        if again { self.again_or(error, None, moment) } else { fail(error) }
    }

    /// The answer is none of success.
    fn after_refusal(&mut self, error: Error, head: &Response, moment: Moment) -> Step {
        match error.kind() {
            ErrorKind::Redirected { .. } => return self.redirected(error, head),
            ErrorKind::Token(TokenFault::Expired) if self.may_sign_anew(head, moment) => {
                self.signed_anew = true;
                return Step::Again { after: Duration::ZERO };
            }
            _ => {}
        }
        if !self.reads() || !matches!(head.status(), 429 | 502..=504) {
            return fail(error);
        }
        let wait = match error.kind() {
            ErrorKind::RateLimited { wait: Some(wait) } => Some(*wait),
            _ => retry_after(head),
        };
        self.again_or(error, wait, moment)
    }

    /// Once more, unless that is too often or too late.
    fn again_or(&mut self, error: Error, wait: Option<Duration>, moment: Moment) -> Step {
        let after = wait.unwrap_or_else(|| self.retry.wait(self.repeated, moment.dice));
        let in_time = moment.elapsed.saturating_add(after).saturating_add(self.worthwhile) <= self.deadline;
        if !moment.repeatable || !in_time || self.repeated.saturating_add(1) >= self.retry.attempts() || !self.tokens.take() {
            return fail(error);
        }
        self.repeated = self.repeated.saturating_add(1);
        Step::Again { after }
    }

    /// A refused token says nothing against the key where the clocks differ; nothing was done, so that a write may be
    /// repeated too.
    fn may_sign_anew(&self, head: &Response, moment: Moment) -> bool {
        let date = head.header("date").and_then(http_date);
        !self.signed_anew && moment.repeatable && date.is_some_and(|date| self.clock.learn(date, moment.now))
    }

    fn redirected(&mut self, error: Error, head: &Response) -> Step {
        let asked = self.addresses.last().map_or("", String::as_str);
        let target = redirect::target(asked, head.header("location"), self.credential);
        let follow = target.follow.and_then(|url| {
            if !self.reads() {
                Err(Detour::Write)
            } else if self.addresses.contains(&url) {
                Err(Detour::Loop)
            } else if self.addresses.len() > redirect::MOST {
                Err(Detour::TooMany)
            } else {
                Ok(url)
            }
        });
        match follow {
            Ok(url) => {
                self.addresses.push(url.clone());
                Step::Follow { url }
            }
            Err(why) => fail(error.redirected(target.shown, why)),
        }
    }

    fn reads(&self) -> bool {
        !self.endpoint.method.writes()
    }
}

fn fail(error: Error) -> Step {
    Step::Done(Err(error))
}

#[cfg(test)]
mod tests;
