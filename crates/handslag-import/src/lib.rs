//! Files from others into domain values; every bad row is reported.
