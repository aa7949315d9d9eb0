//! Every text the product shows, in Swedish and English, and how numbers and dates are written.
