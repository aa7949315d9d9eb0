//! Can this file be the background map? What the first bytes of a PMTiles archive
//! of version 3 say, before any browser asks for a part of it.

use std::io::Read;
use std::path::Path;

use handslag_locale::{Texts, arg};

/// The fixed head of every archive.
const HEAD_BYTES: usize = 127;
/// Packed not at all, or as every browser unpacks; 0 is what a writer puts that
/// does not say.
const READABLE: [u8; 3] = [0, 1, 2];
/// Mapbox Vector Tiles.
const VECTOR: u8 = 1;

/// Why a file cannot be the background map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAMap {
    /// It is no PMTiles archive at all.
    NoArchive,
    /// It is one of another version than 3.
    Version(u8),
    /// Its tiles are pictures or of another kind than can be drawn in our colours.
    NotVector,
    /// It is packed in a way that browsers do not unpack.
    Packed,
    /// It ends before what its head says.
    CutShort {
        /// How many bytes there are.
        has: u64,
        /// How many it should be at least.
        needs: u64,
    },
}

impl NotAMap {
    /// The same in words, as the end of a sentence.
    pub fn words(self, t: Texts) -> String {
        match self {
            Self::NoArchive => t.map_archive_none(),
            Self::Version(found) => t.map_archive_version(&found.to_string()),
            Self::NotVector => t.map_archive_not_vector(),
            Self::Packed => t.map_archive_packed(),
            Self::CutShort { has, needs } => t.map_archive_cut_short(arg::MapArchiveCutShort {
                has: &has.to_string(),
                needs: &needs.to_string(),
            }),
        }
    }
}

/// Looks at a file.
///
/// # Errors
/// When it cannot be read; what is wrong with its content is the answer.
pub fn look_at(file: &Path) -> std::io::Result<Result<(), NotAMap>> {
    let file = std::fs::File::open(file)?;
    let n_bytes = file.metadata()?.len();
    let mut head = Vec::new();
    file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(look(&head, n_bytes))
}

fn look(head: &[u8], n_bytes: u64) -> Result<(), NotAMap> {
    // Versions 1 and 2 began with "PM" and the number.
    match head {
        [b'P', b'M', b'T', b'i', b'l', b'e', b's', 3, ..] => {}
        [b'P', b'M', b'T', b'i', b'l', b'e', b's', version, ..]
        | [b'P', b'M', version @ (1 | 2), 0, ..] => return Err(NotAMap::Version(*version)),
        _ => return Err(NotAMap::NoArchive),
    }
    let cut_short = |needs: u64| NotAMap::CutShort {
        has: n_bytes,
        needs,
    };
    let whole: &[u8; HEAD_BYTES] = head.try_into().map_err(|_| cut_short(HEAD_BYTES as u64))?;
    let number = |at: usize| {
        let bytes = whole[at..at + 8].try_into().unwrap_or_default();
        u64::from_le_bytes(bytes)
    };
    if whole[99] != VECTOR {
        return Err(NotAMap::NotVector);
    }
    if !whole[97..=98]
        .iter()
        .all(|packed| READABLE.contains(packed))
    {
        return Err(NotAMap::Packed);
    }
    // Root directory, metadata, leaf directories and tiles: where each begins, how
    // long it is.
    let ends = [8, 24, 40, 56].map(|at| number(at).saturating_add(number(at + 8)));
    let needs = ends.into_iter().max().unwrap_or(0);
    match needs <= n_bytes {
        true => Ok(()),
        false => Err(cut_short(needs)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(change: impl FnOnce(&mut [u8])) -> Vec<u8> {
        let mut head = vec![0; HEAD_BYTES];
        head[..8].copy_from_slice(b"PMTiles\x03");
        for (at, number) in [
            (8, 127_u64),
            (16, 40),
            (24, 167),
            (32, 33),
            (56, 200),
            (64, 800),
        ] {
            head[at..at + 8].copy_from_slice(&number.to_le_bytes());
        }
        head[97..100].copy_from_slice(&[2, 2, 1]);
        change(&mut head);
        head
    }

    #[test]
    fn a_file_is_a_background_map_or_it_is_said_why_not() {
        let whole = head(|_| {});
        assert_eq!(look(&whole, 1000), Ok(()));
        assert_eq!(look(&head(|head| head[97] = 1), 1000), Ok(()));
        let short = |has, needs| NotAMap::CutShort { has, needs };
        let endless = |head: &mut [u8]| head[56..72].fill(0xff);
        for (head, n_bytes, expected) in [
            (whole.clone(), 999, short(999, 1000)),
            (whole[..60].to_vec(), 60, short(60, 127)),
            (head(endless), 1000, short(1000, u64::MAX)),
            (Vec::new(), 0, NotAMap::NoArchive),
            (b"PK\x03\x04 a zip".to_vec(), 12, NotAMap::NoArchive),
            (b"SQLite format 3\0".to_vec(), 16, NotAMap::NoArchive),
            (b"PM\x02\0\0\0".to_vec(), 6, NotAMap::Version(2)),
            (head(|head| head[7] = 4), 1000, NotAMap::Version(4)),
            (head(|head| head[99] = 2), 1000, NotAMap::NotVector),
            (head(|head| head[98] = 4), 1000, NotAMap::Packed),
            (head(|head| head[97] = 3), 1000, NotAMap::Packed),
        ] {
            assert_eq!(look(&head, n_bytes), Err(expected));
        }
    }
}
