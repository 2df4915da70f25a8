//! Waiting without a runtime.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

/// Ends after a time, wherever it is polled: a thread of its own sleeps and wakes. Good enough for what is rare.
pub(crate) struct Wait {
    time: Duration,
    begun: bool,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    over: bool,
    waker: Option<Waker>,
}

impl Wait {
    pub(crate) fn new(time: Duration) -> Self {
        Wait { time, begun: false, state: Arc::default() }
    }

    /// Begins to sleep; where there are no threads, the time is over at once.
    fn begin(&mut self) -> bool {
        let (time, state) = (self.time, Arc::clone(&self.state));
        let sleeper = move || {
            thread::sleep(time);
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            state.over = true;
            if let Some(waker) = state.waker.take() {
                waker.wake();
            }
        };
        thread::Builder::new().name("ghost-client-wait".to_owned()).spawn(sleeper).is_ok()
    }
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.time.is_zero() {
            return Poll::Ready(());
        }
        if !self.begun {
            self.begun = true;
            if !self.begin() {
                return Poll::Ready(());
            }
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.over {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[tokio::test]
    async fn it_takes_its_time_and_needs_no_timer() {
        let started = Instant::now();
        Wait::new(Duration::from_millis(30)).await;
        assert!(started.elapsed() >= Duration::from_millis(30));
        Wait::new(Duration::ZERO).await;
    }
}
