//! Pages that are waited for.

use std::panic::resume_unwind;
use std::thread;

use super::{Asked, Paged, Pages};
use crate::call::Call;
use crate::connection::Blocking;
use crate::error::Error;

impl<'a, P: Paged + Send + 'static> Pages<'a, Blocking, P> {
    /// Asks for pages that nobody waits for yet.
    fn ask_ahead(&mut self) {
        while let Some(number) = self.walk.take(self.open.len(), false) {
            let asked = elsewhere(&self.call_of(number));
            self.open.push_back((number, asked));
        }
    }
}

/// Asks for a page on another thread; on this one where there are no others.
pub(super) fn elsewhere<'a, P: Send + 'static>(call: &Call<'a, Blocking, P>) -> Asked<'a, P> {
    let detached = call.detached();
    match thread::Builder::new().name("ghost-page".to_owned()).spawn(move || detached.send()) {
        Ok(thread) => Asked::Elsewhere(thread),
        Err(_) => Asked::Here(call.again().send()),
    }
}

/// The answer to what was asked for; `None` to what only an awaited walk asks for.
pub(super) fn waited<P>(asked: Asked<'_, P>) -> Option<Result<P, Error>> {
    match asked {
        Asked::Here(answer) => Some(answer),
        Asked::Elsewhere(thread) => Some(thread.join().unwrap_or_else(|panic| resume_unwind(panic))),
        Asked::Awaited(_) => None,
    }
}

impl<P: Paged + Send + 'static> Iterator for Pages<'_, Blocking, P> {
    type Item = Result<P, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(fault) = self.fault.take() {
            self.end();
            return Some(Err(fault));
        }
        let (number, answer) = match self.open.pop_front() {
            Some((number, asked)) => (number, waited(asked)?),
            None => {
                let number = self.walk.take(0, true)?;
                (number, self.call_of(number).send())
            }
        };
        let page = self.met(number, answer);
        self.ask_ahead();
        page
    }
}
