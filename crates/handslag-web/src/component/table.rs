//! A table whose every column has a head and whose every row has a name.

use maud::{Markup, html};

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// What stands in it.
    pub head: String,
    /// Whether numbers stand in it: they are set to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn words(head: impl Into<String>) -> Self {
        Self {
            head: head.into(),
            numeric: false,
        }
    }

    /// A column of numbers.
    pub fn numbers(head: impl Into<String>) -> Self {
        Self {
            head: head.into(),
            numeric: true,
        }
    }
}

/// A table that scrolls within itself on a narrow screen. The first cell of a
/// row names the row.
pub fn table(caption: &str, columns: &[Column], rows: &[Vec<Markup>]) -> Markup {
    of_class(None, caption, columns, rows)
}

/// A table with many columns whose rows stand under one another on a narrow
/// screen, each number beside what it is: nothing lies out of sight.
pub fn stacked_table(caption: &str, columns: &[Column], rows: &[Vec<Markup>]) -> Markup {
    of_class(Some("stacked"), caption, columns, rows)
}

fn of_class(
    class: Option<&str>,
    caption: &str,
    columns: &[Column],
    rows: &[Vec<Markup>],
) -> Markup {
    html! {
        div.table-room role="group" aria-label=(caption) tabindex="0" {
            table class=[class] {
                caption { (caption) }
                thead { tr { @for c in columns { th scope="col" .num[c.numeric] { (c.head) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (n, (cell, column)) in row.iter().zip(columns).enumerate() {
                                @if n == 0 { th scope="row" .num[column.numeric] { (cell) } }
                                @else { td .num[column.numeric] data-head=[class.map(|_| &column.head)] { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
