//! Which municipalities are officially held to be alike?

use serde::{Deserialize, Serialize};

use crate::extra::Extra;
use crate::municipality::{Municipality, MunicipalityCode};
use crate::promise::ComparedWith;

/// One of Kolada's groups of comparable municipalities, made from what they are
/// like and not from any outcome.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ComparableGroup {
    /// Whom the others are like.
    pub municipality: MunicipalityCode,
    /// What they are alike in: "Liknande kommuner, övergripande".
    pub kind: String,
    /// The year that it was made for.
    pub year: i16,
    /// The others, by code.
    pub members: Vec<MunicipalityCode>,
}

impl ComparableGroup {
    /// The group with its source: "Kolada: Liknande kommuner, övergripande, Lidköping, 2025".
    pub fn name(&self) -> String {
        let name = Municipality::by_code(self.municipality).map_or("", |m| m.name);
        format!("Kolada: {}, {name}, {}", self.kind, self.year)
    }

    /// The group as those to be compared with.
    pub fn compared_with(&self) -> ComparedWith {
        let members = self.members.iter();
        ComparedWith {
            municipalities: members
                .filter_map(|code| Municipality::by_code(*code))
                .map(|m| m.name.to_owned())
                .collect(),
            chosen_by: self.name(),
            extra: Extra::new(),
        }
    }

    /// Where it stands in a list: the groups for all of a municipality first,
    /// then what lies nearest crime, then by name; the newest of each first.
    pub fn rank(&self) -> (u8, &str, std::cmp::Reverse<i16>) {
        let first = match self.kind.as_str() {
            kind if kind.ends_with("övergripande") => 0,
            kind if kind.ends_with("socioekonomi") => 1,
            _ => 2,
        };
        (first, self.kind.as_str(), std::cmp::Reverse(self.year))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(kind: &str, year: i16) -> ComparableGroup {
        let code = |code: &str| MunicipalityCode::parse(code).unwrap();
        ComparableGroup {
            municipality: code("1494"),
            kind: kind.to_owned(),
            year,
            members: vec![code("0683"), code("0781")],
        }
    }

    #[test]
    fn a_group_says_who_chose_it_and_for_which_year() {
        let with = group("Liknande kommuner, övergripande", 2025).compared_with();
        assert_eq!(
            with.chosen_by,
            "Kolada: Liknande kommuner, övergripande, Lidköping, 2025"
        );
        assert_eq!(with.municipalities, ["Värnamo", "Ljungby"]);
    }

    #[test]
    fn the_groups_for_everything_come_first() {
        let school = group("Liknande kommuner grundskola", 2024);
        let old = group("Liknande kommuner, övergripande", 2024);
        let new = group("Liknande kommuner, övergripande", 2025);
        let mut all = vec![&school, &old, &new];
        all.sort_by_key(|group| group.rank());
        assert_eq!(all, [&new, &old, &school]);
    }
}
