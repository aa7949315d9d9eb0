//! Fields that this version does not know: kept on reading, written back, and
//! pointed out by [`crate::check`]. Reality is open; the format must not bend it.

use std::collections::BTreeMap;

/// Unknown fields by name.
pub type Extra = BTreeMap<String, serde_json::Value>;
