//! Pages that are waited for.

use std::panic::resume_unwind;
use std::thread;

use super::{Asked, Paged, Pages};
use crate::connection::Blocking;
use crate::error::Error;

impl<'a, P: Paged + Send + 'static> Pages<'a, Blocking, P> {
    /// Asks for pages that nobody waits for yet.
    fn ask_ahead(&mut self) {
        while let Some(number) = self.walk.take(self.open.len(), false) {
            let asked = self.elsewhere(number);
            self.open.push_back((number, asked));
        }
    }

    /// Asks for a page on another thread; on this one where there are no others.
    fn elsewhere(&self, number: u64) -> Asked<'a, P> {
        let call = self.call_of(number).detached();
        match thread::Builder::new().name("ghost-page".to_owned()).spawn(move || call.send()) {
            Ok(thread) => Asked::Elsewhere(thread),
            Err(_) => Asked::Here(self.call_of(number).send()),
        }
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
            Some((number, Asked::Here(answer))) => (number, answer),
            Some((number, Asked::Elsewhere(thread))) => (number, thread.join().unwrap_or_else(|panic| resume_unwind(panic))),
            Some((_, Asked::Awaited(_))) => return None,
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
