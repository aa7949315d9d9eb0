//! What the public reads: immutable releases, complete in themselves.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::follow_up::FollowUpDocument;
use crate::party::Agreement;
use crate::promise::{Source, Version};

/// The state of a promise on a day, as published. A new state is a new release.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PromiseRelease {
    /// The commitments and everything around them as they stood on `status.at`;
    /// `status.version` counts the releases of this promise.
    pub status: FollowUpDocument,
    /// The published text of the promise, word for word.
    pub source: Option<Source>,
    /// The agreements it rests on.
    pub agreements: Vec<Agreement>,
    /// The promise's own versions.
    pub versions: Vec<Version>,
    /// Whether it still runs on `status.at`, for readers of the list.
    pub ends_on: Option<Date>,
}

/// A published follow-up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUpRelease {
    /// The document that page, PDF, CSV and JSON are made from.
    pub document: FollowUpDocument,
}

/// One notice of the police in the news feed beside a promise. News, never a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsItem {
    /// The police's own number.
    pub id: i64,
    /// When it was published, as the police wrote it, such as `2023-04-03 09:12`.
    pub published: String,
    /// What kind of event, in the police's words.
    pub kind: String,
    /// The police's heading.
    pub title: String,
    /// The police's summary.
    pub summary: String,
    /// The page on the police's site, beginning with `/`.
    pub path: String,
    /// Whether it sums up several events.
    pub sums_up: bool,
}
