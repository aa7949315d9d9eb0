//! Where among many points does a name stand, so that it covers few and no name?

use maud::{Markup, html};

use crate::frame::{LABEL, Type, label_over_lines};
use crate::number::px;
use crate::palette::{INK, OWN, QUIET};
use crate::scale::Plot;
use crate::text::{shorten, width};

/// Where a point is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A name that should stand at its point.
pub(super) struct Name {
    pub(super) text: String,
    pub(super) spot: Spot,
    pub(super) radius: f64,
    /// Ours is always named, in bold.
    pub(super) own: bool,
}

/// The ground that a name takes up.
#[derive(Debug, Clone, Copy)]
struct Ground {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Ground {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(&self, spot: &Spot) -> bool {
        // A point is not covered only where none of it is.
        (self.left - 3.0..=self.right + 3.0).contains(&spot.x)
            && (self.top - 3.0..=self.bottom + 3.0).contains(&spot.y)
    }
}

/// So many points may a name cover, if it is not ours.
const COVERED: usize = 1;

/// The names, each where it covers the fewest points; some are left out.
pub(super) fn place(names: Vec<Name>, spots: &[Spot], plot: &Plot) -> Markup {
    let own_spots: Vec<Ground> = names
        .iter()
        .filter(|name| name.own)
        .map(|name| Ground {
            left: name.spot.x - name.radius,
            right: name.spot.x + name.radius,
            top: name.spot.y - name.radius,
            bottom: name.spot.y + name.radius,
        })
        .collect();
    let mut taken: Vec<Ground> = Vec::new();
    let mut placed: Vec<(Name, String, Ground)> = Vec::new();
    for name in names {
        let room = (plot.right - plot.left) * 0.8;
        let text = shorten(&name.text, room, LABEL, name.own);
        let best = grounds(&name, width(&text, LABEL, name.own), plot)
            .into_iter()
            .filter(|ground| taken.iter().all(|other| !ground.meets(other)))
            .filter(|ground| name.own || own_spots.iter().all(|own| !ground.meets(own)))
            .map(|ground| {
                let others = spots.iter().filter(|spot| **spot != name.spot);
                (others.filter(|spot| ground.holds(spot)).count(), ground)
            })
            .filter(|(covered, _)| name.own || *covered <= COVERED)
            .min_by_key(|(covered, _)| *covered);
        if let Some((_, ground)) = best {
            taken.push(ground);
            taken.extend(leader(&name, &ground).map(Leader::ground));
            placed.push((name, text, ground));
        }
    }
    html! {
        g class="hs-names" {
            @for (name, text, ground) in placed.iter().rev() {
                @let set = if name.own { Type::bold(OWN) } else { Type::label(INK) };
                @if let Some(leader) = leader(name, ground) { (leader.draw()) }
                (label_over_lines(text, ground.left, ground.bottom - 4.0, set))
            }
        }
    }
}

/// The grounds a name may stand on, the best first: beside its point, above and
/// below it, and for ours further off.
fn grounds(name: &Name, long: f64, plot: &Plot) -> Vec<Ground> {
    let Spot { x, y } = name.spot;
    let off = name.radius + 5.0;
    let high = LABEL + 3.0;
    let at = |left: f64, top: f64| Ground {
        left,
        right: left + long,
        top,
        bottom: top + high,
    };
    let beside = y - high / 2.0;
    let mut grounds = vec![
        at(x + off, beside),
        at(x - off - long, beside),
        at(x - long / 2.0, y - off - high),
        at(x - long / 2.0, y + off),
    ];
    if name.own {
        for distance in [26.0, 48.0, 80.0, 120.0] {
            for top in [y - off - distance - high, y + off + distance] {
                for left in [x - long / 2.0, x + off, x - off - long] {
                    grounds.push(at(left, top));
                }
            }
        }
    }
    let inside = |ground: &Ground| {
        ground.left >= plot.left + 2.0
            && ground.right <= plot.right - 2.0
            && ground.top >= plot.top
            && ground.bottom <= plot.bottom
    };
    let (mut inside, outside): (Vec<_>, Vec<_>) = grounds.into_iter().partition(inside);
    if name.own && inside.is_empty() {
        // A name as wide as the plot is moved until it fits.
        inside.extend(outside.first().map(|_| {
            let left = (x - long / 2.0)
                .min(plot.right - 2.0 - long)
                .max(plot.left + 2.0);
            let above = y - off - high;
            at(left, if above >= plot.top { above } else { y + off })
        }));
    }
    inside
}

/// A thin line from a point to its name, when that stands off.
struct Leader {
    from: Spot,
    to: Spot,
}

fn leader(name: &Name, ground: &Ground) -> Option<Leader> {
    let Spot { x, y } = name.spot;
    let (from, to) = if ground.bottom < y {
        (y - name.radius, ground.bottom)
    } else {
        (y + name.radius, ground.top)
    };
    let far = (to - from).abs() > 12.0 && !(ground.top..=ground.bottom).contains(&y);
    (name.own && far).then_some(Leader {
        from: Spot { x, y: from },
        to: Spot {
            x: x.clamp(ground.left, ground.right),
            y: to,
        },
    })
}

impl Leader {
    fn ground(self) -> Ground {
        Ground {
            left: self.from.x.min(self.to.x) - 2.0,
            right: self.from.x.max(self.to.x) + 2.0,
            top: self.from.y.min(self.to.y),
            bottom: self.from.y.max(self.to.y),
        }
    }

    fn draw(&self) -> Markup {
        let Self { from, to } = self;
        html! {
            line class=(QUIET.stroke()) x1=(px(from.x)) y1=(px(from.y)) x2=(px(to.x)) y2=(px(to.y)) stroke=(QUIET.light) stroke-width="1" {}
        }
    }
}
