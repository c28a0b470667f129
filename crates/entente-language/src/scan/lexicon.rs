//! Word tables, read once: which classes a word or phrase has.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::token::{Kind, tokens};

/// Defines the classes and their names in the tables.
macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// What a word or phrase can be in a number, a time or an amount.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Class { $($(#[$doc])* $variant,)+ }

        impl Class {
            fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

classes! {
    // Numbers.
    /// `zero` to `nineteen`.
    Cardinal = "cardinal",
    /// `twenty` to `ninety`.
    Tens = "tens",
    /// `hundred`, `million`, `crore`.
    Scale = "scale",
    /// `millions`: no number of its own.
    ScalePlural = "scale-plural",
    /// `bn`, `k`, after digits only.
    ScaleShort = "scale-short",
    /// `dozen`.
    Dozen = "dozen",
    /// `first` to `nineteenth`.
    Ordinal = "ordinal",
    /// `twentieth`.
    OrdinalTens = "ordinal-tens",
    /// `hundredth`.
    OrdinalScale = "ordinal-scale",
    /// `th`, after digits.
    OrdinalSuffix = "ordinal-suffix",
    /// `half`, `third`.
    Denominator = "denominator",
    /// `halves`, `thirds`.
    DenominatorPlural = "denominator-plural",
    /// `½`.
    Vulgar = "vulgar",
    /// `minus`.
    Sign = "sign",
    /// `point`.
    Point = "point",
    /// `and`.
    And = "and",
    /// `a`, `an`.
    Indefinite = "indefinite",
    /// `over`, of fractions.
    Over = "over",
    /// `out of`.
    OutOf = "out-of",
    // Times.
    /// `January`; the value is its number.
    Month = "month",
    /// `Jan`, with or without a full stop.
    MonthShort = "month-short",
    /// `Monday` is 1.
    Weekday = "weekday",
    /// `Mondays`.
    WeekdayPlural = "weekday-plural",
    /// `Mon`.
    WeekdayShort = "weekday-short",
    /// `year`; the value is a code of `time::Unit`.
    Unit = "unit",
    /// `years`.
    UnitPlural = "unit-plural",
    /// `summer`.
    Season = "season",
    /// `morning`.
    DayPart = "day-part",
    /// `mornings`.
    DayPartPlural = "day-part-plural",
    /// `a.m.`
    Meridiem = "meridiem",
    /// `o'clock`
    OClock = "oclock",
    /// `today`; the value is the distance in days.
    DayWord = "day-word",
    /// `tonight`
    Tonight = "tonight",
    /// `now`; the value is the TIMEX3 reference.
    Reference = "reference",
    /// `last`, `this`, `next`.
    Relative = "relative",
    /// `current`
    RelativeAdjective = "relative-adjective",
    /// `previous`, `following`: counted from the last date named.
    Anaphoric = "anaphoric",
    /// `same`
    Same = "same",
    /// `that`
    That = "that",
    /// `past`
    Past = "past",
    /// `coming`
    Coming = "coming",
    /// `future`
    Future = "future",
    /// `the`
    The = "the",
    /// `of`
    Of = "of",
    /// `in`
    In = "in",
    /// `to`
    To = "to",
    /// `from`
    From = "from",
    /// `between`
    Between = "between",
    /// `until`
    Until = "until",
    /// `through`
    Through = "through",
    /// `by`
    By = "by",
    /// `since`
    Since = "since",
    /// `before` a date.
    Before = "before",
    /// `after` a date.
    After = "after",
    /// `on`
    On = "on",
    /// `at`
    At = "at",
    /// `for`
    For = "for",
    /// `or`
    Or = "or",
    /// `early`
    Modifier = "modifier",
    /// `earlier`, as in "earlier this year".
    ModifierLater = "modifier-later",
    /// `end`, as in "the end of 2024".
    Boundary = "boundary",
    /// `year-end`
    YearEnd = "year-end",
    /// `ago`
    Ago = "ago",
    /// `earlier`, after a length of time.
    Earlier = "earlier",
    /// `later`, after a length of time.
    Later = "later",
    /// `from now`
    FromNow = "from-now",
    /// `each`
    Each = "each",
    /// `annually`
    SetWord = "set-word",
    /// `first half`
    HalfYear = "half-year",
    /// `fiscal year`
    Fiscal = "fiscal",
    /// `year`, before a number.
    YearWord = "year-word",
    /// `calendar`
    Calendar = "calendar",
    /// `marks`: a verb that looks like a plural noun after a year.
    FiniteVerb = "finite-verb",
    /// `Q`, `H`, before the number of a quarter or half.
    QuarterLetter = "quarter-letter",
    /// `starting`, before the day that a length of time begins with.
    Starting = "starting",
    /// `any`, before what recurs.
    Any = "any",
    /// `other`, of every second one.
    Other = "other",
    /// `year to date`
    YearToDate = "year-to-date",
    /// `year-earlier`
    YearEarlier = "year-earlier",
    /// `recent`
    Recent = "recent",
    /// `past` and `to`, between minutes and an hour; the value is the sign.
    PastHour = "past-hour",
    /// `half past`; the value is the minutes.
    HalfPast = "half-past",
    /// `several`
    Vague = "vague",
    /// `nearly`, with the TIMEX3 modifier.
    TimeBound = "bound",
    /// `BC`
    EraBefore = "era-before",
    /// `AD`
    EraAfter = "era-after",
    /// `BE`, the Buddhist era.
    Buddhist = "buddhist",
    /// `AH`
    Hijri = "hijri",
    /// `nineties`
    DecadeName = "decade-name",
    /// `old`, of ages.
    Age = "age",
    /// `anniversary`
    Anniversary = "anniversary",
    /// `new millennium`
    NamedSpan = "named-span",
    /// `Christmas`; the value is a rule.
    Holiday = "holiday",
    /// `Vision`, `Convention`: a year beside it is a part of a name.
    DocumentNoun = "document-noun",
    /// A word that makes a clause speak of what is to come.
    FutureCue = "future-cue",
    /// A word that makes a clause speak of what has been.
    PastCue = "past-cue",
    /// An ending of such words.
    PastSuffix = "past-suffix",
    // Quantities.
    /// `percent`
    Percent = "percent",
    /// `percentage points`
    PercentagePoint = "percentage-point",
    /// A unit of money; the value is its ISO 4217 code, or a generic name.
    Currency = "currency",
    /// `cents`: a hundredth.
    CurrencyMinor = "currency-minor",
    /// `US$`, before or after the number.
    CurrencySign = "currency-sign",
    /// `MEUR`: a million of it.
    CurrencyMillion = "currency-million",
    /// `km`; the value is the SI or common symbol.
    Measure = "measure",
    /// `m`, glued to digits only.
    MeasureShort = "measure-short",
    /// `nearly`, with the bound's sign; it stands before the number.
    Hedge = "hedge",
    /// `or more`, after the number.
    HedgeAfter = "hedge-after",
    /// `doubled`; the value is the factor.
    Multiple = "multiple",
    /// `times`
    Times = "times",
    /// `fold`
    Fold = "fold",
    /// `top`
    Top = "top",
    /// `No.`
    Number = "number",
    /// `largest`: makes an ordinal of what stands before it a rank, and is one alone.
    Superlative = "superlative",
    /// `rose`, `up`, `fall`: a number near it is a change; the value is its direction.
    ChangeWord = "change-word",
    /// `no`, before what was counted and not found.
    Zero = "zero",
    /// `Golden Jubilee`: so many years.
    NamedYears = "named-years",
    /// `respectively`
    Respectively = "respectively",
    /// A word before `one` that makes it a pronoun.
    Determiner = "determiner",
    /// A word that cannot stand in a counted noun phrase.
    Function = "function",
}

/// In which letters a word must stand to have a sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    Any,
    Lower,
    Capital,
    Upper,
}

/// How a word is written in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Case {
    /// Without a capital.
    #[default]
    Lower,
    /// The first letter is a capital.
    Capital,
    /// All letters are.
    Upper,
}

impl Letters {
    fn admits(self, case: Case) -> bool {
        match self {
            Self::Any => true,
            Self::Lower => case == Case::Lower,
            Self::Capital => case != Case::Lower,
            Self::Upper => case == Case::Upper,
        }
    }
}

/// One sense of a word or phrase.
#[derive(Clone, Debug)]
pub(crate) struct Sense {
    class: Class,
    letters: Letters,
    /// The value where it is a number, else 0.
    pub(crate) number: f64,
    /// The value as the table writes it.
    pub(crate) code: String,
}

/// All senses of a word or phrase.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    senses: Vec<Sense>,
}

impl Entry {
    /// The sense of that class that the word has when written so.
    pub(crate) fn sense(&self, class: Class, case: Case) -> Option<&Sense> {
        self.senses
            .iter()
            .find(|s| s.class == class && s.letters.admits(case))
    }

    fn has_any(&self, case: Case) -> bool {
        self.senses.iter().any(|s| s.letters.admits(case))
    }
}

/// The entries that begin with one word.
#[derive(Debug, Default)]
struct Start {
    single: Option<Entry>,
    /// The further words, and the entry; longest first.
    phrases: Vec<(Vec<Box<str>>, Entry)>,
}

/// The word tables of one language.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    starts: HashMap<Box<str>, Start>,
    longest: usize,
}

/// The tables of English: `phrase, class, value, case, source`.
const ENGLISH: [&str; 6] = [
    entente_model::calendar::TABLE,
    include_str!("../../data/en/numbers.tsv"),
    include_str!("../../data/en/time/words.tsv"),
    include_str!("../../data/en/quantity/words.tsv"),
    include_str!("../../data/en/quantity/currencies.tsv"),
    include_str!("../../data/en/quantity/units.tsv"),
];
/// `phrase, rule, source`
const ENGLISH_HOLIDAYS: &str = include_str!("../../data/en/time/holidays.tsv");

/// The rows of a table, without comments and the header, as their columns.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
}

impl Lexicon {
    /// The English tables.
    pub(crate) fn english() -> &'static Self {
        static TABLES: OnceLock<Lexicon> = OnceLock::new();
        TABLES.get_or_init(|| {
            let mut lexicon = Self::default();
            for table in ENGLISH {
                for row in rows(table) {
                    if let [phrase, class, value, case, ..] = row[..] {
                        lexicon.add(phrase, class, value, case);
                    }
                }
            }
            for row in rows(ENGLISH_HOLIDAYS) {
                if let [phrase, rule, ..] = row[..] {
                    lexicon.add(phrase, "holiday", rule, "any");
                }
            }
            for start in lexicon.starts.values_mut() {
                start
                    .phrases
                    .sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
            }
            lexicon
        })
    }

    /// Adds one row. A row of an unknown class is left out; a test sees to it that there is none.
    fn add(&mut self, phrase: &str, class: &str, value: &str, case: &str) {
        let Some(class) = Class::from_name(class) else {
            return;
        };
        let letters = match case {
            "lower" => Letters::Lower,
            "capital" => Letters::Capital,
            "upper" => Letters::Upper,
            _ => Letters::Any,
        };
        let sense = Sense {
            class,
            letters,
            number: value.parse().unwrap_or(0.0),
            code: value.to_owned(),
        };
        let words: Vec<Box<str>> = tokens(phrase)
            .iter()
            .map(|t| phrase[t.start..t.end].to_lowercase().into())
            .collect();
        let Some((first, rest)) = words.split_first() else {
            return;
        };
        self.longest = self.longest.max(first.len());
        let start = self.starts.entry(first.clone()).or_default();
        let entry = if rest.is_empty() {
            start.single.get_or_insert_default()
        } else {
            let at = match start.phrases.iter().position(|(r, _)| r == rest) {
                Some(at) => at,
                None => {
                    start.phrases.push((rest.to_vec(), Entry::default()));
                    start.phrases.len() - 1
                }
            };
            &mut start.phrases[at].1
        };
        entry.senses.push(sense);
    }

    /// The longest entry that begins at `raw[at]`, and how many tokens it takes.
    pub(crate) fn longest_at(
        &'static self,
        text: &str,
        raw: &[super::token::Token],
        at: usize,
    ) -> Option<(usize, &'static Entry)> {
        let token = raw.get(at)?;
        if token.kind == Kind::Digits || token.end - token.start > self.longest + 8 {
            return None;
        }
        let mut buffer = String::with_capacity(24);
        let start = self
            .starts
            .get(lower(&text[token.start..token.end], &mut buffer))?;
        'phrases: for (rest, entry) in &start.phrases {
            if at + rest.len() >= raw.len() {
                continue;
            }
            for (token, word) in raw[at + 1..].iter().zip(rest) {
                let same = !token.newline
                    && lower(&text[token.start..token.end], &mut buffer) == word.as_ref();
                if !same {
                    continue 'phrases;
                }
            }
            if entry.has_any(token.case) {
                return Some((rest.len() + 1, entry));
            }
        }
        let entry = start.single.as_ref()?;
        entry.has_any(token.case).then_some((1, entry))
    }
}

/// `word` in lower case and with a straight apostrophe, in `buffer` where it has to change.
fn lower<'a>(word: &'a str, buffer: &'a mut String) -> &'a str {
    if word == "’" {
        return "'";
    }
    if word
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_punctuation())
    {
        return word;
    }
    buffer.clear();
    buffer.extend(word.chars().flat_map(char::to_lowercase));
    buffer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_complete_and_of_a_known_class() {
        for table in ENGLISH {
            for row in rows(table) {
                assert_eq!(row.len(), 5, "{row:?}");
                assert!(Class::from_name(row[1]).is_some(), "{row:?}");
                assert!(
                    matches!(row[3], "any" | "lower" | "capital" | "upper"),
                    "{row:?}"
                );
            }
        }
        for row in rows(ENGLISH_HOLIDAYS) {
            assert_eq!(row.len(), 3, "{row:?}");
        }
    }
}
