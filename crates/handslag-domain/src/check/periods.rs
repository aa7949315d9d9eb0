//! Periods that end before they start, overlap or are open.

use crate::document::PromiseDocument;
use crate::period::Period;

use super::Faults;
use super::words::Fault;

pub fn faults(document: &PromiseDocument, found: &mut Faults) {
    let promise = &document.promise.period;
    let place = "promise.period";
    match (&promise.from, &promise.to, &promise.extended_to) {
        (None, None, None) => {
            let words = promise.words.clone();
            let fault = words.map_or(Fault::NoPeriod, Fault::PeriodInWords);
            found.add(place, fault);
        }
        (None, ..) => found.add(place, Fault::NoFirstDay),
        (_, None, None) => found.add(place, Fault::OpenEnd),
        _ => {}
    }
    reversed(promise, place, found);
    for (n, agreement) in document.agreements.iter().enumerate() {
        let place = format!("agreements[{n}].period ({})", agreement.id);
        reversed(&agreement.period, &place, found);
    }
    for (n, commitment) in document.commitments.iter().enumerate() {
        if let Some(period) = &commitment.period {
            let place = format!("commitments[{n}].period ({})", commitment.id);
            reversed(period, &place, found);
            if !period.overlaps(promise) {
                found.add(place, Fault::OutsidePromise);
            }
        }
    }
    versions(document, found);
}

pub(super) fn reversed(period: &Period, place: &str, found: &mut Faults) {
    if period.ends_before_it_starts() {
        let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
        let fault = Fault::EndsBeforeItStarts {
            from: day(period.first_day()),
            to: day(period.last_day()),
        };
        found.add(place, fault);
    }
}

/// Versions that claim the same days, and versions that differ without saying why.
fn versions(document: &PromiseDocument, found: &mut Faults) {
    let versions = &document.promise.versions;
    for (n, version) in versions.iter().enumerate() {
        let place = format!("promise.versions[{n}]");
        if let Some(period) = &version.period {
            reversed(period, &format!("{place}.period"), found);
        }
        for earlier in &versions[..n] {
            if let (Some(a), Some(b)) = (&earlier.period, &version.period)
                && a.overlaps(b)
            {
                found.add(
                    format!("{place}.period"),
                    Fault::VersionsOverlap(earlier.version.clone(), version.version.clone()),
                );
            }
        }
        if n > 0 && version.change.is_none() {
            found.add(place, Fault::ChangeNotSaid(version.version.clone()));
        }
    }
}
