//! Real figures for drawings: reported crime per 100,000 inhabitants.
//!
//! Source: Brottsförebyggande rådet (Brå), anmälda brott, totalt, per kommun
//! och månad. Months are Brå's own rates; years are Brå's counts over the
//! inhabitants at year end (SCB through Kolada). The comparison is Kolada's
//! "Liknande kommuner, övergripande, Lidköping, 2025": Värnamo, Ljungby,
//! Oskarshamn, Ängelholm, Orust, Falun, Hudiksvall; quartiles of type 7.

use handslag_chart::{
    Band, Break, CrimeChart, Heading, Highlight, Lang, Layout, Period, Point, Row,
};

/// Year, month, Lidköping, lower quartile, median, upper quartile.
pub const MONTHS: [(i16, u8, f64, f64, f64, f64); 39] = [
    (2013, 1, 600.0, 554.0, 640.0, 715.5),
    (2013, 2, 501.0, 504.0, 553.0, 632.5),
    (2013, 3, 603.0, 512.0, 532.0, 552.0),
    (2013, 4, 621.0, 515.5, 571.0, 721.5),
    (2013, 5, 616.0, 696.5, 795.0, 862.0),
    (2013, 6, 728.0, 664.5, 703.0, 815.5),
    (2013, 7, 1030.0, 714.0, 761.0, 838.0),
    (2013, 8, 845.0, 623.5, 756.0, 782.5),
    (2013, 9, 749.0, 628.5, 724.0, 757.0),
    (2013, 10, 720.0, 626.0, 668.0, 767.5),
    (2013, 11, 592.0, 642.0, 683.0, 782.5),
    (2013, 12, 689.0, 454.0, 565.0, 606.0),
    (2014, 1, 547.0, 629.0, 720.0, 802.0),
    (2014, 2, 697.0, 490.5, 594.0, 712.0),
    (2014, 3, 910.0, 630.5, 700.0, 716.0),
    (2014, 4, 847.0, 577.0, 672.0, 769.5),
    (2014, 5, 770.0, 649.5, 665.0, 731.0),
    (2014, 6, 876.0, 729.5, 789.0, 883.0),
    (2014, 7, 806.0, 700.5, 871.0, 928.5),
    (2014, 8, 907.0, 645.5, 778.0, 865.5),
    (2014, 9, 803.0, 748.0, 811.0, 868.0),
    (2014, 10, 904.0, 643.5, 741.0, 867.5),
    (2014, 11, 739.0, 562.0, 707.0, 750.5),
    (2014, 12, 658.0, 590.0, 658.0, 757.0),
    (2015, 1, 645.0, 607.0, 712.0, 715.5),
    (2015, 2, 733.0, 622.5, 699.0, 735.5),
    (2015, 3, 892.0, 607.0, 707.0, 826.0),
    (2015, 4, 957.0, 575.5, 678.0, 757.0),
    (2015, 5, 923.0, 634.5, 725.0, 919.0),
    (2015, 6, 910.0, 667.0, 704.0, 805.0),
    (2015, 7, 921.0, 648.0, 675.0, 759.5),
    (2015, 8, 779.0, 707.5, 780.0, 840.5),
    (2015, 9, 815.0, 740.0, 813.0, 846.0),
    (2015, 10, 931.0, 669.5, 867.0, 932.0),
    (2015, 11, 738.0, 679.5, 698.0, 826.0),
    (2015, 12, 823.0, 543.5, 647.0, 699.0),
    (2016, 1, 656.0, 585.0, 604.0, 657.5),
    (2016, 2, 649.0, 539.0, 600.0, 727.0),
    (2016, 3, 764.0, 567.0, 717.0, 721.5),
];

/// Year, Lidköping, lower quartile, median, upper quartile.
pub const YEARS: [(i16, f64, f64, f64, f64); 3] = [
    (2013, 8275.6, 7449.2, 7898.7, 8535.2),
    (2014, 9421.8, 8415.8, 8603.8, 9185.6),
    (2015, 10036.1, 7798.3, 8338.3, 10112.0),
];

/// 39 months, the last three preliminary.
pub fn months(layout: Layout) -> CrimeChart {
    let rows = MONTHS.map(|(year, month, own, lower, median, upper)| Row {
        period: Period::Month(year, month),
        own: Some(Point {
            value: own,
            preliminary: year == 2016,
        }),
        band: Some(Band {
            lower,
            median,
            upper,
        }),
    });
    CrimeChart {
        heading: heading(
            "manader",
            layout,
            "Lidköping hade fler anmälda brott 2014 än de flesta jämförbara kommuner",
            "Anmälda brott per 100 000 invånare och månad",
        ),
        own_name: "Lidköping".into(),
        band_name: "Mittersta hälften av jämförbara kommuner".into(),
        decimals: 0,
        rows: rows.to_vec(),
        breaks: vec![Break {
            from: Period::Month(2015, 1),
            label: "ny polisorganisation".into(),
        }],
        highlight: Some(Highlight {
            from: Period::Month(2014, 1),
            to: Period::Month(2014, 12),
            label: "året i rubriken".into(),
        }),
    }
}

/// Three years.
pub fn years(layout: Layout) -> CrimeChart {
    let rows = YEARS.map(|(year, own, lower, median, upper)| Row {
        period: Period::Year(year),
        own: Some(Point {
            value: own,
            preliminary: false,
        }),
        band: Some(Band {
            lower,
            median,
            upper,
        }),
    });
    CrimeChart {
        heading: heading(
            "ar",
            layout,
            "Anmälda brott ökade i Lidköping två år i rad",
            "Anmälda brott per 100 000 invånare och år",
        ),
        rows: rows.to_vec(),
        highlight: None,
        ..months(layout)
    }
}

fn heading(id: &str, layout: Layout, finding: &str, unit_label: &str) -> Heading {
    Heading {
        id: id.into(),
        lang: Lang::Sv,
        layout,
        finding: finding.into(),
        description: "Linjen visar Lidköping, det grå fältet den mittersta hälften av sju jämförbara kommuner. Samma siffror står i tabellen.".into(),
        unit_label: unit_label.into(),
        source: "Brå, anmälda brott per kommun och månad, januari 2013 till mars 2016. Jämförbara enligt Kolada 2025.".into(),
        example: false,
    }
}
