//! How far long work has come: a bar for a person, a line now and then for a log.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use handslag_import::Progress;
use handslag_locale::{Count, Texts, arg};
use indicatif::{ProgressBar, ProgressStyle};

const BETWEEN_LINES: Duration = Duration::from_secs(2);

/// Shows progress on standard error.
pub(crate) enum Meter {
    Bar(ProgressBar),
    Lines {
        name: String,
        last: Instant,
        line: Line,
    },
}

/// The line for a log: what work, how much is done, and of how much.
type Line = Box<dyn Fn(&str, Count, Count) -> String + Send>;

impl Meter {
    /// For the file with this name, in rows.
    pub(crate) fn of(name: &str, t: Texts) -> Self {
        let line = move |file: &str, n_done, n_total| {
            t.cmd_progress(arg::CmdProgress {
                file,
                n_done,
                n_total,
            })
        };
        Self::with_line(name, Box::new(line))
    }

    /// For the self-test, in comparisons.
    pub(crate) fn of_self_test(t: Texts) -> Self {
        let line = move |_: &str, n_done, n_total| {
            t.self_test_progress(arg::SelfTestProgress { n_done, n_total })
        };
        Self::with_line(&t.self_test_running(), Box::new(line))
    }

    fn with_line(name: &str, line: Line) -> Self {
        match std::io::stderr().is_terminal() {
            true => {
                let style =
                    ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len}");
                let bar = ProgressBar::new(0).with_message(name.to_owned());
                Self::Bar(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
            }
            false => Self::Lines {
                name: name.to_owned(),
                last: Instant::now(),
                line,
            },
        }
    }

    /// Takes in how far it has come.
    pub(crate) fn tell(&mut self, progress: Progress) {
        match self {
            Self::Bar(bar) => {
                bar.set_length(progress.total);
                bar.set_position(progress.done);
            }
            Self::Lines { name, last, line } if last.elapsed() >= BETWEEN_LINES => {
                *last = Instant::now();
                crate::terminal::tell(line(name, count(progress.done), count(progress.total)));
            }
            Self::Lines { .. } => {}
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// A number of rows as the texts take it.
pub(crate) fn count(n: u64) -> Count {
    usize::try_from(n).unwrap_or(usize::MAX).into()
}
