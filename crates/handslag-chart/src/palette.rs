//! Which colours do drawings use, on paper, on a light page and in the dark?

use std::fmt::Write;

/// A colour with a job. A drawing carries the light colour as an attribute,
/// which paper and PDF show, and a class by which a page may change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// The name in classes (`hs-fill-own`, `hs-stroke-own`) and in the custom
    /// property (`--hs-own`).
    pub name: &'static str,
    /// The colour on paper and on a light page, `#rrggbb`.
    pub light: &'static str,
    /// The colour on a dark page, `#rrggbb`.
    pub dark: &'static str,
}

impl Paint {
    const fn new(name: &'static str, light: &'static str, dark: &'static str) -> Self {
        Self { name, light, dark }
    }

    pub(crate) fn fill(self) -> String {
        format!("hs-fill-{}", self.name)
    }

    pub(crate) fn stroke(self) -> String {
        format!("hs-stroke-{}", self.name)
    }
}

/// The ground; fills what is hollow.
pub(crate) const PAPER: Paint = Paint::new("paper", "#fdfdfb", "#151917");
/// Headlines and figures.
pub(crate) const INK: Paint = Paint::new("ink", "#1a1e1c", "#eef1ee");
/// Labels, notes and what stands beside the subject.
pub(crate) const QUIET: Paint = Paint::new("quiet", "#545e58", "#b3bdb7");
/// The own line, columns and bars: the spruce green of Handslag.
pub(crate) const OWN: Paint = Paint::new("own", "#14533c", "#6fc59f");
/// The area of the middle half of the others.
pub(crate) const BAND: Paint = Paint::new("band", "#e1e5e2", "#2c3330");
/// The edges of that area and the median in it, axis and ticks.
pub(crate) const EDGE: Paint = Paint::new("edge", "#7c8781", "#7f8b85");
/// Thin lines at the ticks; decoration.
pub(crate) const GRID: Paint = Paint::new("grid", "#e9ebe8", "#262c29");
/// The period of the promise; decoration, always with a label.
pub(crate) const PERIOD: Paint = Paint::new("period", "#f9f4e7", "#26231a");

/// All colours of all drawings.
pub const PALETTE: &[Paint] = &[PAPER, INK, QUIET, OWN, BAND, EDGE, GRID, PERIOD];

/// The rules a page needs: colours for light and dark, and which of the two
/// layouts of a drawing shows at which width.
///
/// A page with its own switch sets `data-theme="dark"` or `"light"` on `html`.
pub fn stylesheet() -> String {
    let light = properties(|paint| paint.light);
    let dark = properties(|paint| paint.dark);
    let mut css = format!(
        ":root{{{light}}}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
         :root[data-theme=dark]{{{dark}}}\n\
         @media print{{:root,:root[data-theme=dark],:root:not([data-theme=light]){{{light}}}}}\n"
    );
    for Paint { name, .. } in PALETTE {
        writeln!(
            css,
            ".hs-fill-{name}{{fill:var(--hs-{name})}}.hs-stroke-{name}{{stroke:var(--hs-{name})}}"
        )
        .expect("writing to a string cannot fail");
    }
    css.push_str(
        ".hs-drawing{display:block;max-width:100%;height:auto}\n\
         .hs-drawing a:focus-visible{outline:3px solid var(--hs-ink);outline-offset:2px}\n\
         @media (max-width:43.99rem){.hs-wide{display:none}}\n\
         @media (min-width:44rem){.hs-narrow{display:none}}\n\
         @media print{.hs-wide{display:block}.hs-narrow{display:none}}\n",
    );
    css
}

fn properties(colour: impl Fn(&Paint) -> &'static str) -> String {
    PALETTE
        .iter()
        .map(|paint| format!("--hs-{}:{};", paint.name, colour(paint)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn contrast_is_computed_as_wcag_does() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.005);
    }

    #[test]
    fn text_and_marks_stand_out_from_every_ground_they_meet() {
        for colour in [|p: Paint| p.light, |p: Paint| p.dark] {
            for ground in [PAPER, PERIOD] {
                for text in [INK, QUIET, OWN] {
                    assert!(
                        contrast(colour(text), colour(ground)) >= 4.5,
                        "{}",
                        text.name
                    );
                }
                assert!(contrast(colour(EDGE), colour(ground)) >= 3.0, "edge");
            }
            assert!(contrast(colour(OWN), colour(BAND)) >= 3.0, "own on band");
            assert!(contrast(colour(PAPER), colour(OWN)) >= 4.5, "text in a bar");
        }
    }

    #[test]
    fn the_style_sheet_names_every_colour_in_both_themes() {
        let css = stylesheet();
        for paint in PALETTE {
            assert!(css.contains(&format!("--hs-{}:{};", paint.name, paint.light)));
            assert!(css.contains(&format!("--hs-{}:{};", paint.name, paint.dark)));
            assert!(css.contains(&format!(".{}{{", paint.fill())));
            assert!(css.contains(&format!(".{}{{", paint.stroke())));
        }
    }
}
