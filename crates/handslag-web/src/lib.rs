//! Routes, pages, forms and static files; public and internal.
