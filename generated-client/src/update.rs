//! Changing what others may be changing too.
//!
//! A change says when its object was read. If somebody else was faster the server refuses it, and it is made anew from what is there
//! now: the object is read again and the caller's function is asked again. A body is never sent twice.

use std::fmt;
use std::future::IntoFuture;

use crate::call::Call;
use crate::connection::{Async, Blocking};
use crate::error::{Error, ErrorKind};
use crate::transport::BoxFuture;

/// How often a change is tried unless set.
const ATTEMPTS: u32 = 5;

/// Makes the call that changes what was read, out of one without a body; `None` if there is nothing to change.
type Change<'a, M, T> = Box<dyn FnMut(&T, Call<'a, M, T>) -> Option<Call<'a, M, T>> + Send + 'a>;

/// An object is read, changed, and on a collision read and changed again.
#[must_use = "nothing is sent until it is awaited or `send` is called"]
pub struct Update<'a, M, T> {
    read: Call<'a, M, T>,
    edit: Call<'a, M, T>,
    change: Change<'a, M, T>,
    attempts: u32,
}

impl<'a, M, T> Update<'a, M, T> {
    /// A reading call, a changing one without its body, and what makes the body.
    pub fn new(
        read: Call<'a, M, T>,
        edit: Call<'a, M, T>,
        change: impl FnMut(&T, Call<'a, M, T>) -> Option<Call<'a, M, T>> + Send + 'a,
    ) -> Self {
        Update { read, edit, change: Box::new(change), attempts: ATTEMPTS }
    }

    /// How often the change is tried before a collision is an error; 5 unless set, and at least once.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Options of the reading call.
    pub fn reading(mut self, options: impl FnOnce(Call<'a, M, T>) -> Call<'a, M, T>) -> Self {
        self.read = options(self.read);
        self
    }

    /// Options of the changing call.
    pub fn editing(mut self, options: impl FnOnce(Call<'a, M, T>) -> Call<'a, M, T>) -> Self {
        self.edit = options(self.edit);
        self
    }

    /// What is wrong with the arguments.
    fn fault(&mut self) -> Result<(), Error> {
        let fault = self.read.take_fault().or_else(|| self.edit.take_fault());
        fault.map_or(Ok(()), Err)
    }

    /// Whether a failure is worth another try; one try less is left.
    fn goes_on(&mut self, error: &Error) -> bool {
        self.attempts = self.attempts.saturating_sub(1);
        self.attempts > 0 && matches!(error.kind(), ErrorKind::Collision { .. })
    }
}

impl<'a, T: Send + 'a> Update<'a, Async, T> {
    async fn run(mut self) -> Result<T, Error> {
        self.fault()?;
        loop {
            let before = self.read.again().await?;
            let Some(edit) = (self.change)(&before, self.edit.again()) else { return Ok(before) };
            match edit.await {
                Ok(after) => return Ok(after),
                Err(error) if self.goes_on(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// An update under way.
pub type Updating<'a, T> = BoxFuture<'a, Result<T, Error>>;

impl<'a, T: Send + 'a> IntoFuture for Update<'a, Async, T> {
    type Output = Result<T, Error>;
    type IntoFuture = Updating<'a, T>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<T> Update<'_, Blocking, T> {
    /// Reads, changes and waits for the answer.
    ///
    /// # Errors
    ///
    /// Whatever kept an answer from arriving whole; a collision after so many tries.
    pub fn send(mut self) -> Result<T, Error> {
        self.fault()?;
        loop {
            let before = self.read.again().send()?;
            let Some(edit) = (self.change)(&before, self.edit.again()) else { return Ok(before) };
            match edit.send() {
                Ok(after) => return Ok(after),
                Err(error) if self.goes_on(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl<M, T> fmt::Debug for Update<'_, M, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Update { read, edit, attempts, .. } = self;
        formatter.debug_struct("Update").field("read", read).field("edit", edit).field("attempts", attempts).finish_non_exhaustive()
    }
}
