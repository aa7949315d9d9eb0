//! How much is promised: every shape that real promises take.

use std::borrow::Cow;

use jiff::civil::Time;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::activity::ActivityType;
use crate::amount::Amount;
use crate::extra::Extra;
use crate::id::{PartyId, PlaceId, SetId};
use crate::period::Per;
use crate::worded::{Vocabulary, Worded};
use crate::written_date::WrittenDate;

/// How much a commitment promises. In the document, `shape` names the variant.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// "Minst 52 trafikkontroller per år."
    Count(CountTarget),
    /// "I genomsnitt en gång i månaden."
    Average(CountTarget),
    /// "Alla klasser i årskurs 7, två lektioner var."
    Coverage(CoverageTarget),
    /// "Lagat inom 24 timmar."
    WithinTime(WithinTimeTarget),
    /// "Andelen förstagångsanvändare ska vara minst 20 procent."
    Share(ShareTarget),
    /// "En handlingsplan ska finnas senast 1 mars."
    Milestone(MilestoneTarget),
    /// "Fler fotpatruller än förra året."
    Trend(TrendTarget),
    /// "Minst fyra insatser om underrättelser medger."
    Conditional(ConditionalTarget),
    /// "Under sommaren", "fredags- och lördagskvällar".
    Seasonal(SeasonalTarget),
    /// "Vi ska löpande dela lägesbilder."
    Ongoing(OngoingTarget),
    /// Several targets that belong to one sentence.
    Compound(CompoundTarget),
    /// "Ingen stadsdel ska stå på listan över utsatta områden."
    OutcomeState(OutcomeStateTarget),
    /// No amount and nothing to see: the promise is vague here.
    None(VagueTarget),
    /// A shape that this version does not know; kept, but not counted.
    Other(Value),
}

/// What counts as one, and which entries of the log count.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// Any of these types of activity counts. Without any, only entries that
    /// say that they serve this commitment count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<ActivityType>,
    /// What is counted: `times` (default), `hours`, `staff`, or the name of a
    /// count in the log such as `classes`, `drivers`, `kronor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What counts as one, when the promise says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one: Option<OneMeans>,
    /// Only at these places, or places within them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceId>,
    /// Only when one of these parties took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyId>,
    /// Only between these two times of the day, such as `["18:00", "03:00"]`.
    /// What is done after midnight then belongs to the evening before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub between_hours: Vec<String>,
}

impl Counted {
    /// From when to when in the day, when it is said and can be read.
    pub fn hours_of_day(&self) -> Option<(Time, Time)> {
        match self.between_hours.as_slice() {
            [from, to] => Some((time_of_day(from)?, time_of_day(to)?)),
            _ => None,
        }
    }

    /// The unit, `times` unless another is given.
    pub fn unit(&self) -> &str {
        self.unit.as_deref().unwrap_or("times")
    }
}

/// `18:00`, `18.00` or `18`; midnight at the end of a day is `24:00`.
fn time_of_day(text: &str) -> Option<Time> {
    let (hour, minute) = match text.trim().split_once([':', '.']) {
        Some((hour, minute)) => (hour, minute),
        None => (text.trim(), "0"),
    };
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = if (hour, minute) == (24, 0) { 0 } else { hour };
    Time::new(hour, minute, 0, 0).ok()
}

/// "En kontroll är minst 20 minuter på platsen."
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OneMeans {
    /// The definition in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Minutes on the spot that make one, when it is a matter of time: an entry
    /// without a number of times then counts its whole multiples of this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Amount>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is counted, written as a table of its own within a target.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CountedApart {
    /// What counts as one, and which entries of the log count.
    #[serde(flatten)]
    pub counted: Counted,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<Counted> for CountedApart {
    fn from(counted: Counted) -> Self {
        Self {
            counted,
            extra: Extra::new(),
        }
    }
}

impl std::ops::Deref for CountedApart {
    type Target = Counted;
    fn deref(&self) -> &Counted {
        &self.counted
    }
}

/// How the amount is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// This many or more.
    AtLeast(Amount),
    /// Just this many.
    Exactly(Amount),
    /// This many or fewer.
    AtMost(Amount),
    /// From the first to the second, both included.
    Between(Amount, Amount),
}

impl Default for Bound {
    fn default() -> Self {
        Self::AtLeast(Amount::ONE)
    }
}

impl Bound {
    /// The amount that must be reached, if any must.
    pub fn floor(self) -> Option<Amount> {
        match self {
            Self::AtLeast(n) | Self::Exactly(n) | Self::Between(n, _) => Some(n),
            Self::AtMost(_) => None,
        }
    }

    /// The amount that must not be passed, if any must not.
    pub fn ceiling(self) -> Option<Amount> {
        match self {
            Self::AtLeast(_) => None,
            Self::Exactly(n) | Self::AtMost(n) | Self::Between(_, n) => Some(n),
        }
    }
}

/// An amount for each stretch of time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CountTarget {
    /// `at_least`, `exactly`, `at_most` or `between`.
    #[serde(flatten)]
    pub bound: Bound,
    /// For how long; the whole period unless given.
    #[serde(default)]
    pub per: Per,
    /// What is counted.
    #[serde(flatten)]
    pub counted: Counted,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Every member of a set, each so many times.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageTarget {
    /// What is to be covered.
    pub every: Every,
    /// How much for each member; once unless given.
    #[serde(default)]
    pub each: BoundApart,
    /// How many of the members are promised; all unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members_at_least: Option<Amount>,
    /// For how long; the whole period unless given.
    #[serde(default)]
    pub per: Per,
    /// What is counted.
    #[serde(flatten)]
    pub counted: Counted,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is to be covered, written as a table of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Every {
    /// What is to be covered.
    #[serde(flatten)]
    pub covered: Covered,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<Covered> for Every {
    fn from(covered: Covered) -> Self {
        Self {
            covered,
            extra: Extra::new(),
        }
    }
}

/// How much, written as a table of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BoundApart {
    /// `at_least`, `exactly`, `at_most` or `between`.
    #[serde(flatten)]
    pub bound: Bound,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<Bound> for BoundApart {
    fn from(bound: Bound) -> Self {
        Self {
            bound,
            extra: Extra::new(),
        }
    }
}

/// What is to be covered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Covered {
    /// The members of a set in the document's list of sets.
    Set(SetId),
    /// Members named here.
    Members(Vec<String>),
    /// Places in the document's list: each is to be covered.
    Places(Vec<PlaceId>),
    /// Each such weekday of the period: `friday`, `saturday`, or in Swedish.
    Weekdays(Vec<Worded<WeekdayName>>),
    /// Only the words are known ("samtliga krogar"): what is covered can be
    /// shown, what is left cannot.
    Words(String),
}

impl Default for Covered {
    fn default() -> Self {
        Self::Words(String::new())
    }
}

/// A day of the week by its English name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WeekdayName {
    /// måndag
    Monday,
    /// tisdag
    Tuesday,
    /// onsdag
    Wednesday,
    /// torsdag
    Thursday,
    /// fredag
    Friday,
    /// lördag
    Saturday,
    /// söndag
    Sunday,
}

impl WeekdayName {
    /// Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

impl Vocabulary for WeekdayName {
    fn name(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.name() == name)
    }

    /// "fredag", "fredagar", "fredagskvällar", "fre", "Fridays".
    fn also_called(word: &str) -> Option<Self> {
        let swedish = ["mån", "tis", "ons", "tors", "fre", "lör", "sön"];
        let rests = [
            "",
            "dag",
            "dagar",
            "dagen",
            "dagarna",
            "dagskväll",
            "dagskvällar",
        ];
        let english = |day: &Self| word.strip_suffix('s') == Some(day.name());
        let place = swedish
            .iter()
            .position(|start| word.strip_prefix(start).is_some_and(|r| rests.contains(&r)))
            .or_else(|| Self::ALL.iter().position(english))?;
        Self::ALL.get(place).copied()
    }
}

impl From<WeekdayName> for jiff::civil::Weekday {
    fn from(name: WeekdayName) -> Self {
        match name {
            WeekdayName::Monday => Self::Monday,
            WeekdayName::Tuesday => Self::Tuesday,
            WeekdayName::Wednesday => Self::Wednesday,
            WeekdayName::Thursday => Self::Thursday,
            WeekdayName::Friday => Self::Friday,
            WeekdayName::Saturday => Self::Saturday,
            WeekdayName::Sunday => Self::Sunday,
        }
    }
}

/// Each case is dealt with in time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WithinTimeTarget {
    /// Hours from known to done. A working day is not assumed to be eight hours:
    /// 24 hours is `24`, five days `120`.
    pub hours: Amount,
    /// The share of cases that must be in time, 0 to 1; all unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Amount>,
    /// Which entries are cases; each entry's `took_hours` is compared.
    #[serde(flatten)]
    pub counted: Counted,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A part of a whole, both counted in the log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShareTarget {
    /// The smallest (or largest, exact) share promised, 0 to 1.
    #[serde(flatten)]
    pub bound: Bound,
    /// What makes the part.
    pub part: CountedApart,
    /// What makes the whole.
    pub of: CountedApart,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something is in place by a day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MilestoneTarget {
    /// What is to be in place.
    pub done: String,
    /// By when; the end of the period unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<WrittenDate>,
    /// Which entry shows it.
    #[serde(flatten)]
    pub counted: Counted,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// More, fewer or as many as before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrendTarget {
    /// Which way.
    pub direction: Worded<Direction>,
    /// The amount to compare with; without one nothing can be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub than: Option<Amount>,
    /// What the amount is, such as "antalet fotpatruller 2021".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub than_words: Option<String>,
    /// For how long the amount was counted; the whole period unless given.
    #[serde(default)]
    pub per: Per,
    /// What is counted.
    #[serde(flatten)]
    pub counted: Counted,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which way something is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More than before.
    Up,
    /// Fewer than before.
    Down,
    /// Neither more nor fewer.
    Same,
}

impl Vocabulary for Direction {
    fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Same => "same",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let all = [Self::Up, Self::Down, Self::Same];
        all.into_iter().find(|way| way.name() == name)
    }

    fn also_called(word: &str) -> Option<Self> {
        Some(match word {
            "upp" | "mer" | "fler" | "ökar" | "more" => Self::Up,
            "ner" | "ned" | "mindre" | "färre" | "minskar" | "fewer" | "less" => Self::Down,
            "samma" | "lika" | "lika många" | "oförändrat" | "unchanged" => Self::Same,
            _ => return None,
        })
    }
}

/// A target that holds when something arises.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConditionalTarget {
    /// What must arise: `request`, `need`, `event`, `intelligence`, or other words.
    pub on: String,
    /// How the source puts the condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Which entries of the log show that it arose. With this, an empty log
    /// means that no need arose; without, a party must say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occasions: Option<CountedApart>,
    /// What is then promised. Without one: an answer to every occasion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Box<Target>>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A target that holds for a part of each year or week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SeasonalTarget {
    /// First day of the season, `MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day of the season, `MM-DD`; may be earlier in the year than `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Only these weekdays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<Worded<WeekdayName>>,
    /// How the source names the season, such as "under turistsäsongen".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What is promised then.
    pub then: Box<Target>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something done all along, without an amount.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OngoingTarget {
    /// How often it must be seen to be called ongoing; each quarter unless
    /// given, because that is how often most parties report to each other.
    #[serde(default = "each_quarter")]
    pub per: Per,
    /// What is counted.
    #[serde(flatten)]
    pub counted: Counted,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

fn each_quarter() -> Per {
    Per::from("quarter")
}

/// Several targets in one sentence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CompoundTarget {
    /// The targets.
    pub parts: Vec<CompoundPart>,
    /// How many of the parts must hold; all unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One part of a compound target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CompoundPart {
    /// What the part is called where it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The part's own target.
    pub target: Target,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A state of the world, not an amount of work.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OutcomeStateTarget {
    /// The state, such as "ingen stadsdel på listan över utsatta områden".
    pub state: String,
    /// Where it can be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<WrittenDate>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A commitment without an amount.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VagueTarget {
    /// Why no target was given, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Which entries of the log are shown beside it all the same.
    #[serde(flatten)]
    pub counted: Counted,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Target {
    fn default() -> Self {
        Self::None(VagueTarget::default())
    }
}

/// Names each variant once: the document's word, the variant and its type.
macro_rules! shapes {
    ($($name:literal => $variant:ident($type:ty)),+ $(,)?) => {
        impl Target {
            /// The document's word for the shape.
            pub fn shape(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $name,)+
                    Self::Other(value) => value.get("shape").and_then(Value::as_str).unwrap_or("?"),
                }
            }

            fn from_value(shape: &str, value: Value) -> Result<Self, serde_json::Error> {
                match shape {
                    $($name => serde_json::from_value::<$type>(without_shape(value)).map(Self::$variant),)+
                    _ => Ok(Self::Other(value)),
                }
            }

            fn to_value(&self) -> Result<Value, serde_json::Error> {
                match self {
                    $(Self::$variant(inner) => with_shape($name, serde_json::to_value(inner)?),)+
                    Self::Other(value) => Ok(value.clone()),
                }
            }
        }

        #[derive(JsonSchema)]
        #[schemars(tag = "shape", rename = "Target")]
        #[allow(dead_code, reason = "only its schema is used")]
        enum TargetSchema {
            $(#[schemars(rename = $name)] $variant($type),)+
        }
    };
}

shapes! {
    "count" => Count(CountTarget),
    "average" => Average(CountTarget),
    "coverage" => Coverage(CoverageTarget),
    "within_time" => WithinTime(WithinTimeTarget),
    "share" => Share(ShareTarget),
    "milestone" => Milestone(MilestoneTarget),
    "trend" => Trend(TrendTarget),
    "conditional" => Conditional(ConditionalTarget),
    "seasonal" => Seasonal(SeasonalTarget),
    "ongoing" => Ongoing(OngoingTarget),
    "compound" => Compound(CompoundTarget),
    "outcome_state" => OutcomeState(OutcomeStateTarget),
    "none" => None(VagueTarget),
}

impl Target {
    /// Everything that the target and its parts count.
    pub fn counted(&self) -> Vec<&Counted> {
        match self {
            Self::Count(t) | Self::Average(t) => vec![&t.counted],
            Self::Coverage(t) => vec![&t.counted],
            Self::WithinTime(t) => vec![&t.counted],
            Self::Share(t) => vec![&t.part, &t.of],
            Self::Milestone(t) => vec![&t.counted],
            Self::Trend(t) => vec![&t.counted],
            Self::Conditional(t) => {
                let occasions = t.occasions.as_deref().into_iter();
                let then = t.then.as_deref().map(Self::counted).unwrap_or_default();
                occasions.chain(then).collect()
            }
            Self::Seasonal(t) => t.then.counted(),
            Self::Ongoing(t) => vec![&t.counted],
            Self::Compound(t) => t.parts.iter().flat_map(|p| p.target.counted()).collect(),
            Self::None(t) => vec![&t.counted],
            Self::OutcomeState(_) | Self::Other(_) => Vec::new(),
        }
    }

    /// The field that could not be read, as "`types`: ". Flattened fields lose
    /// their names on the way, so it is the one without which all is well, or
    /// at least something else is wrong. Targets within are looked at by
    /// themselves, so nothing is read more than once for each field of its own.
    fn wrong_field(shape: &str, value: &Value, reason: &str) -> String {
        if reason.starts_with(INNER) || reason.starts_with(NEEDS_SHAPE) {
            let holders = ["then", "parts"].into_iter();
            let mut holder = holders.filter(|name| value.get(name).is_some());
            return holder
                .next()
                .map(|name| format!("`{name}`: "))
                .unwrap_or_default();
        }
        let Value::Object(fields) = without_inner_targets(value) else {
            return String::new();
        };
        let without = |name: &String| {
            let mut rest = fields.clone();
            rest.remove(name);
            Self::from_value(shape, Value::Object(rest)).map_err(|e| e.to_string())
        };
        let cures = |name: &&String| without(name).is_ok();
        let changes = |name: &&String| without(name).is_err_and(|other| other != reason);
        fields
            .keys()
            .find(cures)
            .or_else(|| fields.keys().find(changes))
            .map(|name| format!("`{name}`: "))
            .unwrap_or_default()
    }
}

/// How the error of a target begins, so that the target around it knows that
/// it is not its own.
const INNER: &str = "target of shape ";
const NEEDS_SHAPE: &str = "a target needs a `shape`";

/// The same table with a target of no content in each place where one stands.
fn without_inner_targets(value: &Value) -> Value {
    let mut value = value.clone();
    let empty = || serde_json::json!({ "shape": "none" });
    if let Some(then) = value.get_mut("then").filter(|then| then.is_object()) {
        *then = empty();
    }
    let parts = value.get_mut("parts").and_then(Value::as_array_mut);
    for part in parts.into_iter().flatten() {
        if let Some(target) = part.get_mut("target").filter(|t| t.is_object()) {
            *target = empty();
        }
    }
    value
}

fn without_shape(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.remove("shape");
    }
    value
}

fn with_shape(shape: &str, value: Value) -> Result<Value, serde_json::Error> {
    let Value::Object(fields) = value else {
        return Err(serde_json::Error::custom("a target is a table"));
    };
    let mut all = serde_json::Map::from_iter([("shape".to_owned(), shape.into())]);
    all.extend(fields);
    Ok(Value::Object(all))
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value()
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let shape = value
            .get("shape")
            .and_then(Value::as_str)
            .ok_or_else(|| {
                D::Error::custom(format!("{NEEDS_SHAPE}, such as \"count\" or \"none\""))
            })?
            .to_owned();
        Self::from_value(&shape, value.clone()).map_err(|e| {
            let reason = e.to_string();
            let field = Self::wrong_field(&shape, &value, &reason);
            D::Error::custom(format!("{INNER}\"{shape}\": {field}{reason}"))
        })
    }
}

impl JsonSchema for Target {
    fn schema_name() -> Cow<'static, str> {
        "Target".into()
    }

    /// The known shapes, or any table with another `shape`.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut known = TargetSchema::json_schema(generator);
        let known = known.remove("oneOf").unwrap_or_default();
        let shapes: Vec<Value> = known
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|v| v.pointer("/properties/shape/const").cloned())
            .collect();
        let other = json_schema!({
            "type": "object",
            "description": "A shape of another version: kept, but not counted.",
            "properties": { "shape": { "type": "string", "not": { "enum": shapes } } },
            "required": ["shape"],
        });
        let mut all = known.as_array().cloned().unwrap_or_default();
        all.push(other.to_value());
        json_schema!({
            "description": "How much is promised; `shape` says in which way.",
            "oneOf": all,
        })
    }
}
