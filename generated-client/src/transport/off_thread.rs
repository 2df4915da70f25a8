//! Work on files, away from the threads of an async runtime.

use std::io;

/// Does what blocks on a thread for that, where there is a tokio runtime, and else at once.
pub(crate) async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    #[cfg(feature = "hyper")]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        return runtime.spawn_blocking(work).await.map_err(io::Error::from);
    }
    Ok(work())
}
