//! Which curve fits, and how sure are its parts?
