//! The database: the only crate with SQL.
