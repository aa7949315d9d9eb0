//! The follow-up as an archivable, accessible PDF.
