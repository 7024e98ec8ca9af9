//! A sign of life on standard error while a run takes long.

use std::io::{self, IsTerminal, Write as _};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a run may be silent.
const PATIENCE: Duration = Duration::from_secs(1);
const INTERVAL: Duration = Duration::from_millis(250);
/// Back to the start of the line, and erase it.
const CLEAR: &str = "\r\u{1b}[2K";

/// Says on standard error that work goes on, once it takes longer than a second, and takes that back
/// when dropped. Says nothing where standard error is no terminal, or a dumb one.
pub(super) struct Progress {
    worker: Option<(Arc<Finished>, JoinHandle<()>)>,
}

#[derive(Default)]
struct Finished {
    flag: Mutex<bool>,
    changed: Condvar,
}

impl Progress {
    /// Begins to watch the time, if there is somebody to tell and `wanted` says so.
    pub(super) fn start(wanted: bool) -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        if !wanted || is_dumb || !io::stderr().is_terminal() {
            return Self { worker: None };
        }
        let finished = Arc::new(Finished::default());
        let watched = Arc::clone(&finished);
        let thread = std::thread::Builder::new().name("progress".to_owned());
        let worker = thread.spawn(move || watched.tell_until_set());
        Self {
            worker: worker.ok().map(|worker| (finished, worker)),
        }
    }
}

impl Finished {
    fn set(&self) {
        *self.flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    /// Waits for the end; true when it has come.
    fn wait(&self, time: Duration) -> bool {
        let flag = self.flag.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(flag, time, |set| !*set);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn tell_until_set(&self) {
        const DOTS: [&str; 4] = ["", ".", "..", "..."];
        let start = Instant::now();
        if self.wait(PATIENCE) {
            return;
        }
        for dots in DOTS.iter().cycle() {
            let seconds = start.elapsed().as_secs();
            let line = format!("{CLEAR}Checking ({seconds} s){dots}");
            // Whoever cannot read this has no use for it.
            let _ = io::stderr().write_all(line.as_bytes());
            if self.wait(INTERVAL) {
                break;
            }
        }
        let _ = io::stderr().write_all(CLEAR.as_bytes());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((finished, worker)) = self.worker.take() {
            finished.set();
            let _ = worker.join();
        }
    }
}
