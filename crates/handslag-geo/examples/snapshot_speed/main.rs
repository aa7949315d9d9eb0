//! How fast does a snapshot answer, and how large is it?
//!
//! Makes incidents, builds a snapshot of them, asks it every kind of question
//! and prints one line of JSON each. With `--data` the columns are written too,
//! so that `beside.py` asks other tools the same of the very same rows.

mod made;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use handslag_geo::area::municipalities;
use handslag_geo::snapshot::{CellSize, Filter, HoursOfWeek, Key, Record, Region, minute_of};
use handslag_geo::tile::{Look, incidents};
use handslag_geo::{AreaIndex, Plane, Position, Snapshot, TileAddress};
use lexopt::prelude::{Long, ValueExt};

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let (mut n, mut data, mut threads) = (1_000_000, None, None);
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("n") => n = arguments.value()?.parse()?,
            Long("data") => data = Some(PathBuf::from(arguments.value()?)),
            Long("threads") => threads = Some(arguments.value()?.parse()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(threads) = threads {
        pool = pool.num_threads(threads);
    }
    pool.build()?.install(|| run(n, data.as_deref()))
}

fn run(n: usize, data: Option<&Path>) -> Result<(), Failure> {
    if let Some(folder) = data {
        write(folder, n)?;
    }
    let started = Instant::now();
    let snapshot = Snapshot::build(Plane::sweden(), 1, made::incidents(n));
    let seconds = started.elapsed().as_secs_f64();
    say("build", seconds * 1e3, snapshot.n_rows() as u64);
    let bytes_a_row = snapshot.n_bytes() as f64 / n as f64;
    println!(
        r#"{{"row":"size","bytes_a_row":{bytes_a_row:.2},"mib":{:.1},"peak_mib":{:.1},"threads":{}}}"#,
        snapshot.n_bytes() as f64 / f64::from(1 << 20),
        peak_mib(),
        rayon::current_num_threads(),
    );
    counts(&snapshot)?;
    places(&snapshot)?;
    tiles(&snapshot)?;
    holders();
    Ok(())
}

/// How long a question is asked again and again: the system counts work in steps
/// of several milliseconds.
const ENOUGH_MS: f64 = 150.0;

/// Times a question, and checks that the answer stays.
fn time(row: &str, ask: impl Fn() -> u64) {
    let answer = ask();
    let (mut best, mut n) = (f64::MAX, 0);
    let (started, worked) = (Instant::now(), thread_cpu_ms());
    while n < 5 || started.elapsed().as_secs_f64() * 1e3 < ENOUGH_MS {
        let asked = Instant::now();
        assert_eq!(ask(), answer);
        best = best.min(asked.elapsed().as_secs_f64() * 1e3);
        n += 1;
    }
    // Work that others do for this thread is not in its own time.
    let cpu = (thread_cpu_ms() - worked) / f64::from(n);
    if rayon::current_num_threads() == 1 && cpu.is_finite() {
        println!(r#"{{"row":"{row}","ms":{best:.3},"cpu_ms":{cpu:.3},"answer":{answer}}}"#);
    } else {
        say(row, best, answer);
    }
}

/// How long this thread has been at work, where the system tells: on a machine
/// shared with others the time on the clock says little.
fn thread_cpu_ms() -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told
        .split_whitespace()
        .next()
        .and_then(|ns| ns.parse::<f64>().ok());
    nanoseconds.unwrap_or(f64::NAN) / 1e6
}

fn say(row: &str, ms: f64, answer: u64) {
    println!(r#"{{"row":"{row}","ms":{ms:.3},"answer":{answer}}}"#);
}

/// Three months of some kinds.
fn narrow() -> Filter {
    let minute = |month| minute_of((2023, month, 1), (0, 0)).expect("the day exists");
    Filter {
        time: Some(minute(6)..minute(9)),
        categories: Some([1, 2, 5, 8].into_iter().collect()),
        ..Filter::default()
    }
}

/// Friday and Saturday evenings.
fn evenings() -> Filter {
    Filter {
        hours: Some(HoursOfWeek::new([4, 5], 18..24)),
        ..Filter::default()
    }
}

fn counts(snapshot: &Snapshot) -> Result<(), Failure> {
    let all = Filter::default();
    let used = |filter: &Filter, keys: &[Key]| -> u64 {
        let grouped = snapshot.group(filter, keys).expect("the groups are few");
        grouped.counts.iter().filter(|&&count| count > 0).count() as u64
    };
    time("count narrow", || snapshot.count(&narrow()));
    time("count evenings", || snapshot.count(&evenings()));
    time("month", || used(&all, &[Key::Month]));
    time("category", || used(&all, &[Key::Category]));
    time("area", || used(&all, &[Key::Area]));
    time("weekday hour", || used(&all, &[Key::Weekday, Key::Hour]));
    time("area month", || used(&all, &[Key::Area, Key::Month]));
    time("area month category", || {
        used(&all, &[Key::Area, Key::Month, Key::Category])
    });
    time("narrow area", || used(&narrow(), &[Key::Area]));
    time("evenings month", || used(&evenings(), &[Key::Month]));
    time("hours aoristic", || snapshot.hours(&all).total());
    Ok(())
}

fn square(snapshot: &Snapshot, side_m: f64) -> Filter {
    // Around the place with most.
    let top = snapshot.top_points(&Filter::default(), 1)[0].place;
    let half_cm = (side_m * 50.0) as i32;
    let corner = |by: i32| {
        let mut corner = top;
        corner.x_cm += by;
        corner.y_cm += by;
        corner
    };
    Region::plane_box(corner(-half_cm), corner(half_cm)).into()
}

fn places(snapshot: &Snapshot) -> Result<(), Failure> {
    let all = Filter::default();
    let near = square(snapshot, 20_000.0);
    let wide = square(snapshot, 100_000.0);
    let close = square(snapshot, 2000.0).and(&narrow());
    let km = CellSize::KM;
    time("box 20 km category", || {
        let grouped = snapshot.group(&near, &[Key::Category]);
        grouped.expect("the groups are few").total()
    });
    time("box 100 km grid", || snapshot.grid(&wide, km).len() as u64);
    time("box 2 km narrow points", || {
        snapshot.located(&close).len() as u64
    });
    time("grid", || snapshot.grid(&all, km).len() as u64);
    time("grid narrow", || snapshot.grid(&narrow(), km).len() as u64);
    time("grid 250 m", || {
        snapshot.grid(&all, CellSize::QUARTER_KM).len() as u64
    });
    time("top points", || {
        let top = snapshot.top_points(&all, 20);
        top.iter().map(|top| u64::from(top.count)).sum()
    });
    time("top points narrow", || {
        let top = snapshot.top_points(&narrow(), 20);
        top.iter().map(|top| u64::from(top.count)).sum()
    });
    time("concentration", || {
        snapshot.concentration(&all, km, None).n_used_cells
    });
    let areas = municipalities();
    let lidkoping = areas.iter().find(|area| area.code == "1494");
    let lidkoping = lidkoping.expect("it is there");
    let outline = Region::area(snapshot.plane(), lidkoping)?.into();
    time("polygon month", || {
        let grouped = snapshot.group(&outline, &[Key::Month]);
        grouped.expect("the groups are few").total()
    });
    Ok(())
}

fn tiles(snapshot: &Snapshot) -> Result<(), Failure> {
    let top = snapshot.top_points(&Filter::default(), 1)[0].place;
    let top = snapshot.plane().position(top)?;
    for z in [4, 6, 8, 10, 12, 13, 14, 16] {
        let tile = TileAddress::of(top, z);
        for (name, filter) in [("all", Filter::default()), ("narrow", narrow())] {
            time(&format!("tile {z} {name}"), || {
                incidents(snapshot, &filter, tile, Look::default()).len() as u64
            });
        }
    }
    Ok(())
}

/// A million places in 290 municipalities, on one thread.
fn holders() {
    let started = Instant::now();
    let index = AreaIndex::new(municipalities());
    say("area index", started.elapsed().as_secs_f64() * 1e3, 290);
    let places: Vec<Position> = some_places().collect();
    let found = || {
        places
            .iter()
            .filter(|&&place| index.holder(place).is_some())
    };
    time("holder of a million places", || found().count() as u64);
}

fn some_places() -> impl Iterator<Item = Position> {
    made::incidents(1_000_000).filter_map(|record| record.position)
}

/// The columns as little-endian numbers, a file each.
fn write(folder: &Path, n: usize) -> Result<(), Failure> {
    fs::create_dir_all(folder)?;
    let open = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let (mut start, mut category) = (open("start.u32")?, open("category.u16")?);
    let (mut area, mut located) = (open("area.u16")?, open("located.u8")?);
    let (mut x, mut y) = (open("x.i32")?, open("y.i32")?);
    let (mut lat, mut lon) = (open("lat.i32")?, open("lon.i32")?);
    for position in some_places() {
        lat.write_all(&position.lat_e7.to_le_bytes())?;
        lon.write_all(&position.lon_e7.to_le_bytes())?;
    }
    let plane = Plane::sweden();
    for record in made::incidents(n) {
        start.write_all(&record.start_min.to_le_bytes())?;
        category.write_all(&record.category.to_le_bytes())?;
        area.write_all(&record.area.to_le_bytes())?;
        let point = point(&plane, &record);
        located.write_all(&[u8::from(point.is_some())])?;
        let (x_cm, y_cm) = point.unwrap_or((0, 0));
        x.write_all(&x_cm.to_le_bytes())?;
        y.write_all(&y_cm.to_le_bytes())?;
    }
    for mut file in [start, category, area, located, x, y, lat, lon] {
        file.flush()?;
    }
    Ok(())
}

fn point(plane: &Plane, record: &Record) -> Option<(i32, i32)> {
    let may = record.precision.is_a_point() && !record.indoors;
    let point = plane.point(record.position.filter(|_| may)?).ok()?;
    Some((point.x_cm, point.y_cm))
}

/// The most memory that this process has had, where the system tells.
fn peak_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1024.0
}
