//! What one document says, in a fixed form, with the words that say it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::document::hex;
use crate::{Document, Edtf, Entity, Span};

/// Defines an enum whose variants have the codebook's names, in text and in JSON.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every value, in the codebook's order.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// The name as the codebook writes it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// The value of that name, if there is one.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.name() == name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub(crate) use named;

named! {
    /// The five kinds of claim.
    ClaimKind {
        /// A standing relation.
        Tie = "tie",
        /// Who did what to whom.
        Event = "event",
        /// A number about someone.
        Figure = "figure",
        /// What someone says will be done or reached.
        Commitment = "commitment",
        /// Who said what.
        Statement = "statement",
    }
}

named! {
    /// Whether what a claim says holds.
    #[derive(Default)]
    Status {
        /// Has happened, or holds.
        #[default]
        Actual = "actual",
        /// Announced, still to come.
        Planned = "planned",
        /// Conditional, proposed, rumoured, under negotiation, forecast.
        Possible = "possible",
        /// Said not to be so.
        Denied = "denied",
    }
}

named! {
    /// The relation of a tie.
    Relation {
        /// State and state, in either order.
        DiplomaticRelations = "diplomatic-relations",
        /// State or organisation with another, at a level, in either order.
        Partnership = "partnership",
        /// Member and organisation.
        Membership = "membership",
        /// Who chairs an organisation; one tie a term.
        Chair = "chair",
        /// Party and agreement.
        Agreement = "agreement",
        /// Person and the state, organisation or body where the office is held.
        Office = "office",
        /// Mutual defence.
        Alliance = "alliance",
        /// Ambassador and where accredited.
        Accreditation = "accreditation",
        /// Policy or agreement and its issuer.
        Issued = "issued",
        /// Body, agreement or policy and what it is part of.
        PartOf = "part-of",
        /// Twin cities and like permanent links, in either order.
        Kin = "kin",
    }
}

impl Relation {
    /// Whether the two ends may stand in either order.
    #[must_use]
    pub const fn is_symmetric(self) -> bool {
        matches!(
            self,
            Self::DiplomaticRelations | Self::Partnership | Self::Alliance | Self::Kin
        )
    }
}

named! {
    /// The sixteen event types of PLOVER (manual of 2023).
    EventType {
        /// Says that it will cooperate.
        Agree = "AGREE",
        /// Meets, visits, hosts, negotiates, phones.
        Consult = "CONSULT",
        /// Praises, recognises, improves ties, signs, ratifies.
        Support = "SUPPORT",
        /// Gives way in words.
        Concede = "CONCEDE",
        /// Does something material for mutual benefit.
        Cooperate = "COOPERATE",
        /// Gives material help.
        Aid = "AID",
        /// Gives way in deed.
        Retreat = "RETREAT",
        /// Asks, urges, demands.
        Request = "REQUEST",
        /// Criticises, alleges, investigates.
        Accuse = "ACCUSE",
        /// Refuses, vetoes, turns down.
        Reject = "REJECT",
        /// Warns of a coming hostile act.
        Threaten = "THREATEN",
        /// Acts together in public against something.
        Protest = "PROTEST",
        /// Cuts existing relations.
        Sanction = "SANCTION",
        /// Moves or readies forces.
        Mobilize = "MOBILIZE",
        /// Represses or restricts short of violence.
        Coerce = "COERCE",
        /// Does serious bodily harm.
        Assault = "ASSAULT",
    }
}

impl EventType {
    /// The modes that the type may have; empty where it has none.
    #[must_use]
    pub const fn modes(self) -> &'static [&'static str] {
        match self {
            Self::Consult => &["visit", "third-party", "multilateral", "phone"],
            Self::Retreat => &[
                "withdraw",
                "release",
                "disarm",
                "ceasefire",
                "access",
                "resign",
            ],
            Self::Request | Self::Reject => &["assist", "change", "yield", "meet"],
            Self::Accuse => &["disapprove", "investigate", "allege"],
            Self::Threaten => &[
                "restrict",
                "arrest",
                "relations",
                "expel",
                "territory",
                "violence",
            ],
            Self::Protest => &[
                "demo",
                "riot",
                "strike",
                "hunger",
                "boycott",
                "obstruct",
                "vandalize",
            ],
            Self::Sanction => &["convict", "expel", "withdraw", "discontinue"],
            Self::Mobilize => &["troops", "weapons", "police", "militia"],
            Self::Coerce => &[
                "seize",
                "restrict",
                "censor",
                "curfew",
                "martial-law",
                "arrest",
                "deport",
                "withhold",
                "misinformation",
                "cyber",
            ],
            Self::Assault => &[
                "abduct",
                "beat",
                "torture",
                "sexual",
                "targeted",
                "destroy",
                "primitive",
                "firearms",
                "explosives",
                "suicide-attack",
                "aerial",
                "drone",
                "heavy-weapons",
                "crowd-control",
                "unconventional",
            ],
            Self::Agree | Self::Support | Self::Concede | Self::Cooperate | Self::Aid => &[],
        }
    }
}

named! {
    /// What a figure measures.
    Indicator {
        /// Two-way trade.
        Trade = "trade",
        /// Exports of `subject` to `partner`.
        Exports = "exports",
        /// Imports of `subject` from `partner`.
        Imports = "imports",
        /// Exports less imports.
        TradeBalance = "trade-balance",
        /// Investment into `subject` from `partner`, flow or registered stock.
        Fdi = "fdi",
        /// Number of such investment projects.
        FdiProjects = "fdi-projects",
        /// Gross domestic product, or the size of an economy.
        Gdp = "gdp",
        /// Gross domestic product a head.
        GdpPerCapita = "gdp-per-capita",
        /// Income a head.
        IncomePerCapita = "income-per-capita",
        /// People living in `subject`.
        Population = "population",
        /// Arrivals in `subject` from `partner`.
        Tourism = "tourism",
        /// Aid to `subject` from `partner`.
        Aid = "aid",
        /// Loan to `subject` from `partner`.
        Loan = "loan",
        /// Money sent home.
        Remittances = "remittances",
        /// A budget.
        Budget = "budget",
        /// Spending on defence.
        DefenceSpending = "defence-spending",
        /// Tariff that `subject` imposes and `partner` pays.
        Tariff = "tariff",
        /// Emissions.
        Emissions = "emissions",
        /// Jobs.
        Jobs = "jobs",
        /// Nationals of `partner` living in `subject`.
        Residents = "residents",
        /// Students.
        Students = "students",
        /// People killed.
        Killed = "killed",
        /// People wounded.
        Wounded = "wounded",
        /// People displaced.
        Displaced = "displaced",
        /// People detained.
        Detained = "detained",
        /// Votes.
        Vote = "vote",
        /// States with which `subject` has diplomatic relations.
        DiplomaticPartners = "diplomatic-partners",
        /// Partnerships, their level in the scope.
        Partnerships = "partnerships",
        /// Economies covered by free trade agreements.
        FtaPartners = "fta-partners",
        /// Free trade agreements.
        Ftas = "ftas",
        /// Organisations that `subject` belongs to.
        Memberships = "memberships",
        /// Members of an organisation.
        Members = "members",
        /// Times that `subject` chaired `partner`.
        Chairmanships = "chairmanships",
        /// Agreements.
        Agreements = "agreements",
        /// Projects.
        Projects = "projects",
        /// Parks, embassies, bases; the scope says which.
        Facilities = "facilities",
        /// Provinces.
        Provinces = "provinces",
        /// Delegates.
        Delegates = "delegates",
        /// Years celebrated.
        Anniversary = "anniversary",
        /// Anything else, with the head noun in the scope.
        Other = "other",
    }
}

named! {
    /// How a figure measures it.
    Measure {
        /// The amount itself.
        Level = "level",
        /// Relative change.
        Growth = "growth",
        /// Absolute change.
        Change = "change",
        /// A factor.
        Multiple = "multiple",
        /// A part of a whole.
        Share = "share",
        /// A place in an order.
        Rank = "rank",
    }
}

named! {
    /// How the words bound a value.
    #[derive(Default)]
    Bound {
        /// Exactly.
        #[default]
        Equal = "=",
        /// About, nearly, an estimated.
        About = "~",
        /// Over, more than.
        Above = ">",
        /// At least.
        AtLeast = ">=",
        /// Under, less than.
        Below = "<",
        /// Up to, at most.
        AtMost = "<=",
    }
}

impl Bound {
    /// Whether the value is said without a bound.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        *self == Self::Equal
    }
}

named! {
    /// The form of a commitment.
    CommitmentForm {
        /// A number or a state to be reached.
        Target = "target",
        /// A specific thing promised.
        Pledge = "pledge",
        /// A dated or named programme that will be carried out.
        Plan = "plan",
        /// A standing line laid down in a named document or by a governing body.
        Policy = "policy",
    }
}

named! {
    /// How a statement is reported.
    StatementMode {
        /// In quotation marks.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
    }
}

/// A standing relation between two parties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tie {
    /// What relation.
    pub relation: Relation,
    /// The first end (member, holder, party).
    pub a: Entity,
    /// The second end (organisation, where the office is held, agreement).
    pub b: Entity,
    /// The level of a partnership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The title of an office, the standing of a party, the theme of a partnership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// "seventh member" is 7.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// When it began, or the interval in which it held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Edtf>,
    /// A date at which the text says that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Edtf>,
}

impl Tie {
    /// A tie of that relation between `a` and `b`, and nothing more said of it.
    #[must_use]
    pub fn new(relation: Relation, a: Entity, b: Entity) -> Self {
        Self {
            relation,
            a,
            b,
            level: None,
            role: None,
            ordinal: None,
            valid: None,
            as_of: None,
        }
    }
}

/// Who did what to whom, by PLOVER.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// One of [`EventType::modes`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Who acts; at least one.
    pub actors: Vec<Entity>,
    /// On whom; empty where the actors act on each other.
    #[serde(default)]
    pub recipients: Vec<Entity>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Edtf>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Entity>,
    /// `state`, `official`, `working`, `private` of a visit; `ceremony`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The date of the one before where the text calls it the first since, or `ever`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
}

/// A number about someone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What is measured.
    pub indicator: Indicator,
    /// How.
    pub measure: Measure,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Entity>,
    /// The other side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<Entity>,
    /// The plain number: "US$76.3 billion" is 76300000000, "13.9 percent" is 13.9.
    #[serde(serialize_with = "plain_number")]
    pub value: f64,
    /// ISO 4217 code, `percent`, `percentage-point`, `count`, `rank`, `times`, `years`, or an SI unit.
    pub unit: String,
    /// What the number is about, not when it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Edtf>,
    /// How the words bound the value.
    #[serde(default, skip_serializing_if = "Bound::is_equal")]
    pub bound: Bound,
    /// What a rank or share is among or of, and what else limits the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

/// Writes a whole number without a fraction.
fn plain_number<S: serde::Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within i64")]
        to.serialize_i64(*value as i64)
    } else {
        to.serialize_f64(*value)
    }
}

/// What someone says will be done or reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Who commits; at least one.
    pub actors: Vec<Entity>,
    /// How.
    pub form: CommitmentForm,
    /// The words of the text that say it.
    pub what: Span,
    /// The number to be reached, with the fields of a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Figure>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Edtf>,
}

/// Who said what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Who speaks.
    pub speaker: Entity,
    /// Whether in quotation marks.
    pub mode: StatementMode,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Entity>,
    /// The content, without quotation marks.
    pub what: Span,
}

/// The part of a claim that depends on its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ClaimBody {
    /// A standing relation.
    Tie(Tie),
    /// Who did what to whom.
    Event(Event),
    /// A number about someone.
    Figure(Figure),
    /// What someone says will be done or reached.
    Commitment(Commitment),
    /// Who said what.
    Statement(Statement),
}

/// One thing that one document says, with the words that say it.
///
/// Serialized, it is an object as in the codebook; the offsets are then in whatever unit the
/// claim holds: convert with [`Claim::map_spans`] at the border.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What is said.
    #[serde(flatten)]
    pub body: ClaimBody,
    /// The sentence or two that say it.
    #[serde(flatten)]
    pub evidence: Span,
    /// Whether it holds.
    #[serde(default)]
    pub status: Status,
    /// Whom the text credits with it; `None` where the publication itself asserts it.
    #[serde(default)]
    pub source: Option<Entity>,
    /// The rule that made it; `None` where a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How sure the extractor is that the text says it, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

impl Claim {
    /// An actual claim of the publication itself, made by nobody yet.
    #[must_use]
    pub fn new(evidence: Span, body: ClaimBody) -> Self {
        Self {
            body,
            evidence,
            status: Status::Actual,
            source: None,
            rule: None,
            confidence: None,
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ClaimKind {
        match self.body {
            ClaimBody::Tie(_) => ClaimKind::Tie,
            ClaimBody::Event(_) => ClaimKind::Event,
            ClaimBody::Figure(_) => ClaimKind::Figure,
            ClaimBody::Commitment(_) => ClaimKind::Commitment,
            ClaimBody::Statement(_) => ClaimKind::Statement,
        }
    }

    /// The span of the content of a statement or commitment.
    #[must_use]
    pub const fn what(&self) -> Option<Span> {
        match &self.body {
            ClaimBody::Commitment(c) => Some(c.what),
            ClaimBody::Statement(s) => Some(s.what),
            _ => None,
        }
    }

    /// The same claim with every span changed by `convert`; `None` if one has no counterpart.
    #[must_use]
    pub fn map_spans(&self, mut convert: impl FnMut(Span) -> Option<Span>) -> Option<Self> {
        let mut claim = self.clone();
        claim.evidence = convert(self.evidence)?;
        match &mut claim.body {
            ClaimBody::Commitment(c) => c.what = convert(c.what)?,
            ClaimBody::Statement(s) => s.what = convert(s.what)?,
            _ => {}
        }
        Some(claim)
    }

    /// The entities that the claim names, its source last.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        let mut found: Vec<&Entity> = Vec::new();
        match &self.body {
            ClaimBody::Tie(t) => found.extend([&t.a, &t.b]),
            ClaimBody::Event(e) => {
                found.extend(e.actors.iter().chain(&e.recipients).chain(&e.place))
            }
            ClaimBody::Figure(f) => found.extend(f.subject.iter().chain(&f.partner)),
            ClaimBody::Commitment(c) => {
                found.extend(&c.actors);
                if let Some(target) = &c.target {
                    found.extend(target.subject.iter().chain(&target.partner));
                }
            }
            ClaimBody::Statement(s) => {
                found.extend(std::iter::once(&s.speaker).chain(&s.addressee))
            }
        }
        found.extend(&self.source);
        found.into_iter()
    }

    /// The claim's name: a hash of the document's text, of what is said, where and by whom.
    ///
    /// Spans must be bytes. Neither the time of reading, nor the rule, nor the confidence, nor
    /// the name under which the document came enters: reading twice gives the same id.
    #[must_use]
    pub fn id(&self, document: &Document) -> String {
        let mut content = self.clone();
        content.rule = None;
        content.confidence = None;
        let mut hash = Sha256::new();
        hash.update(document.hash().as_bytes());
        // Serialization of these types cannot fail: no map has keys other than strings.
        hash.update(serde_json::to_vec(&content).unwrap_or_default());
        hex(&hash.finalize()[..10])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityType;

    #[test]
    fn a_claim_reads_and_writes_the_codebook_form() {
        let json = r#"{"kind":"figure","indicator":"trade","measure":"level","value":76300000000,"unit":"USD",
            "subject":{"name":"Vietnam","type":"state","country":"VNM","id":"VNM"},
            "partner":{"name":"ASEAN","type":"org","country":null,"id":"ASEAN"},
            "period":"2024-01/2024-11","start":3,"end":9,"status":"actual","source":null}"#;
        let claim: Claim = serde_json::from_str(json).unwrap();
        let ClaimBody::Figure(figure) = &claim.body else {
            panic!("a figure")
        };
        assert_eq!(figure.partner.as_ref().unwrap().kind, EntityType::Org);
        assert_eq!(claim.evidence, Span::new(3, 9));
        let again = serde_json::to_value(&claim).unwrap();
        assert_eq!(again["value"], serde_json::json!(76_300_000_000_i64));
        assert_eq!(serde_json::from_value::<Claim>(again).unwrap(), claim);
    }

    #[test]
    fn an_id_does_not_depend_on_rule_or_confidence() {
        let document = Document::new("d", "A and B established relations.");
        let (a, b) = (Entity::state("A", "AAA"), Entity::state("B", "BBB"));
        let tie = Tie::new(Relation::DiplomaticRelations, a, b);
        let claim = Claim::new(Span::new(0, 30), ClaimBody::Tie(tie));
        let mut made = claim.clone();
        made.rule = Some("tie/relations".into());
        made.confidence = Some(0.9);
        assert_eq!(claim.id(&document), made.id(&document));
        made.status = Status::Denied;
        assert_ne!(claim.id(&document), made.id(&document));
    }

    #[test]
    fn names_are_the_codebooks() {
        assert_eq!(
            Indicator::from_name("fta-partners"),
            Some(Indicator::FtaPartners)
        );
        assert_eq!(EventType::from_name("CONSULT").unwrap().modes()[0], "visit");
        assert_eq!(Bound::ALL.len(), 6);
    }
}
