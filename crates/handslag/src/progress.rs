//! How far an import has come: a bar for a person, a line now and then for a log.

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
        t: Texts,
    },
}

impl Meter {
    /// For the file with this name.
    pub(crate) fn of(name: &str, t: Texts) -> Self {
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
                t,
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
            Self::Lines { name, last, t } if last.elapsed() >= BETWEEN_LINES => {
                *last = Instant::now();
                crate::terminal::tell(t.cmd_progress(arg::CmdProgress {
                    file: name,
                    n_done: count(progress.done),
                    n_total: count(progress.total),
                }));
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
