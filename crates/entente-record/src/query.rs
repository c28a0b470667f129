//! Lists: what the record holds, by party, pair, kind and period, each line with its sentences.

use entente_model::{
    Claim, ClaimBody, ClaimKind, Edtf, Entity, FindingClass, Severity, Stance, Status, Verdict,
    fold,
};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};
use serde::Serialize;

use crate::dates::Days;
use crate::error::{RecordError, Result};
use crate::judgement::CONFIRMED;
use crate::names::state_code;
use crate::store::Record;
use crate::words;

/// Which facts to list. The default lists all of a kind.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Parties that all have to be concerned: names ("Viet Nam", "To Lam"), ISO codes (VNM) or
    /// acronyms (ASEAN). What a state's people and organs do concerns the state.
    pub parties: Vec<String>,
    /// Relation, event type, indicator, form or mode, by the codebook's name.
    pub subtype: Option<String>,
    /// Only what lies at least partly on or after this date.
    pub from: Option<Edtf>,
    /// Only what lies at least partly on or before this date.
    pub to: Option<Edtf>,
    /// Only what was so on this date.
    pub as_of: Option<Edtf>,
    /// Only claims of this status.
    pub status: Option<Status>,
    /// Only facts of this verdict.
    pub verdict: Option<Verdict>,
    /// Only facts that a claim of at least this confidence supports (0 to 1), and those that a
    /// person confirmed; claims that tell none, such as those of people, are sure.
    pub confidence: Option<f64>,
    /// Leave out what was superseded.
    pub current: bool,
    /// Also list what a person rejected.
    pub rejected: bool,
    /// At most so many.
    pub limit: Option<usize>,
}

impl Query {
    /// Facts that concern a party.
    #[must_use]
    pub fn about(party: impl Into<String>) -> Self {
        Self {
            parties: vec![party.into()],
            ..Self::default()
        }
    }

    /// Facts that concern both parties of a pair.
    #[must_use]
    pub fn between(a: impl Into<String>, b: impl Into<String>) -> Self {
        Self {
            parties: vec![a.into(), b.into()],
            ..Self::default()
        }
    }
}

/// A sentence, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Citation {
    /// Id of the claim that rests on the sentence.
    pub claim: String,
    /// The sentence, as it stands in the text.
    pub quote: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, in EDTF.
    pub published: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Name of the document.
    pub document: String,
    /// Where the sentence starts, in code points of the document's text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whom the text credits with it, where it does not assert it itself.
    pub credited: Option<String>,
    /// How the claim stands to the fact; absent where it is cited for something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    /// Name of the document that this one is a copy of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<String>,
}

/// A fact as lists show it: the claim that is relied on, in the codebook's form with canonical
/// entities, and how it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Id of the fact.
    pub fact: String,
    /// The fact in a line.
    pub text: String,
    /// The reading that is relied on.
    #[serde(flatten)]
    pub reading: Claim,
    /// How the claims stand to each other.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// How many independent witnesses assert it.
    pub independent: usize,
    /// The sentences, the one relied on first.
    pub sources: Vec<Citation>,
}

/// A finding as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingRow {
    /// Id of the finding.
    pub finding: String,
    /// What sort of thing it is.
    pub class: FindingClass,
    /// How grave it is.
    pub severity: Severity,
    /// The check that found it.
    pub check: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The arithmetic, shown.
    pub arithmetic: String,
    /// The sentences, the one most likely at fault first where that is known.
    pub sources: Vec<Citation>,
}

impl Row {
    /// The columns of a list of that kind, as [`Row::cells`] fills them.
    #[must_use]
    pub fn columns(kind: ClaimKind) -> &'static [&'static str] {
        match kind {
            ClaimKind::Tie => &[
                "fact",
                "relation",
                "a",
                "b",
                "level",
                "role",
                "valid",
                "as_of",
                "status",
                "verdict",
                "independent",
                "outlet",
                "published",
                "quote",
            ],
            ClaimKind::Event => &[
                "fact",
                "date",
                "type",
                "mode",
                "actors",
                "recipients",
                "place",
                "status",
                "verdict",
                "independent",
                "outlet",
                "published",
                "quote",
            ],
            ClaimKind::Figure => &[
                "fact",
                "indicator",
                "measure",
                "subject",
                "partner",
                "value",
                "unit",
                "bound",
                "period",
                "scope",
                "status",
                "verdict",
                "independent",
                "outlet",
                "published",
                "quote",
            ],
            ClaimKind::Commitment => &[
                "fact",
                "due",
                "actors",
                "form",
                "what",
                "target",
                "status",
                "verdict",
                "independent",
                "outlet",
                "published",
                "quote",
            ],
            ClaimKind::Statement => &[
                "fact",
                "speaker",
                "mode",
                "addressee",
                "what",
                "verdict",
                "independent",
                "outlet",
                "published",
                "quote",
            ],
        }
    }

    /// The row's cells, in the order of [`Row::columns`] for its kind.
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let edtf = |d: &Option<Edtf>| d.as_ref().map(ToString::to_string).unwrap_or_default();
        let some = |s: &Option<String>| s.clone().unwrap_or_default();
        let name = |e: &Option<Entity>| e.as_ref().map(|e| e.name.clone()).unwrap_or_default();
        let names = |all: &[Entity]| {
            all.iter()
                .map(|e| e.name.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let status = self.reading.status.to_string();
        let mut cells = vec![self.fact.clone()];
        match &self.reading.body {
            ClaimBody::Tie(t) => cells.extend([
                t.relation.to_string(),
                t.a.name.clone(),
                t.b.name.clone(),
                some(&t.level),
                some(&t.role),
                edtf(&t.valid),
                edtf(&t.as_of),
                status,
            ]),
            ClaimBody::Event(e) => cells.extend([
                edtf(&e.date),
                e.kind.to_string(),
                some(&e.mode),
                names(&e.actors),
                names(&e.recipients),
                name(&e.place),
                status,
            ]),
            ClaimBody::Figure(f) => cells.extend([
                f.indicator.to_string(),
                f.measure.to_string(),
                name(&f.subject),
                name(&f.partner),
                f.value.to_string(),
                f.unit.clone(),
                f.bound.to_string(),
                edtf(&f.period),
                some(&f.scope),
                status,
            ]),
            ClaimBody::Commitment(c) => cells.extend([
                edtf(&c.due),
                names(&c.actors),
                c.form.to_string(),
                self.what().to_owned(),
                c.target.as_ref().map(words::amount).unwrap_or_default(),
                status,
            ]),
            ClaimBody::Statement(s) => cells.extend([
                s.speaker.name.clone(),
                s.mode.to_string(),
                name(&s.addressee),
                self.what().to_owned(),
            ]),
        }
        let (outlet, published, quote) = self.sources.first().map_or_else(Default::default, |c| {
            (some(&c.outlet), some(&c.published), c.quote.clone())
        });
        cells.extend([
            self.verdict.to_string(),
            self.independent.to_string(),
            outlet,
            published,
            quote,
        ]);
        cells
    }

    /// The words of a statement or commitment, else the whole sentence.
    #[must_use]
    pub fn what(&self) -> &str {
        let Some(source) = self.sources.first() else {
            return "";
        };
        let quote = &source.quote;
        let Some(what) = self.reading.what() else {
            return quote;
        };
        let evidence = self.reading.evidence;
        if !evidence.contains(what) {
            return quote;
        }
        let mut at = quote.char_indices().map(|(i, _)| i).chain([quote.len()]);
        let from = at.nth(what.start - evidence.start).unwrap_or(0);
        let to = if what.is_empty() {
            from
        } else {
            at.nth(what.len() - 1).unwrap_or(quote.len())
        };
        quote.get(from..to).unwrap_or(quote)
    }
}

/// What a row of a list is read from.
const ROWS: &str = "SELECT f.id, f.name, f.reading, f.verdict, f.reason, f.independent, c.name
    FROM fact f JOIN claim c ON c.id = f.claim";

/// The days that a claim is about: since when, when, of which period, due when.
pub(crate) fn claim_days(claim: &Claim) -> Option<Days> {
    match &claim.body {
        ClaimBody::Tie(tie) => {
            if let Some(valid) = &tie.valid {
                let days = Days::of(valid)?;
                let one_term = tie.relation == entente_model::Relation::Chair;
                return Some(if valid.as_str().contains('/') || one_term {
                    days
                } else {
                    // A single date is when it began; it lasts.
                    Days { last: None, ..days }
                });
            }
            let days = tie.as_of.as_ref().and_then(Days::of)?;
            Some(Days { last: None, ..days })
        }
        ClaimBody::Event(event) => event.date.as_ref().and_then(Days::of),
        ClaimBody::Figure(figure) => figure.period.as_ref().and_then(Days::of),
        ClaimBody::Commitment(commitment) => commitment.due.as_ref().and_then(Days::of),
        ClaimBody::Statement(_) => None,
    }
}

/// Relation, event type, indicator, form or mode.
pub(crate) fn subtype(claim: &Claim) -> &'static str {
    match &claim.body {
        ClaimBody::Tie(t) => t.relation.name(),
        ClaimBody::Event(e) => e.kind.name(),
        ClaimBody::Figure(f) => f.indicator.name(),
        ClaimBody::Commitment(c) => c.form.name(),
        ClaimBody::Statement(s) => s.mode.name(),
    }
}

impl Record {
    /// Ties, ordered by relation, parties and beginning.
    ///
    /// # Errors
    ///
    /// If a party of the query is unknown, or the file cannot be read.
    pub fn ties(&self, query: &Query) -> Result<Vec<Row>> {
        self.list(Some(ClaimKind::Tie), query, "f.subtype, f.key, f.first_day")
    }

    /// Events, the earliest first.
    ///
    /// # Errors
    ///
    /// As [`Record::ties`].
    pub fn events(&self, query: &Query) -> Result<Vec<Row>> {
        self.list(
            Some(ClaimKind::Event),
            query,
            "f.first_day IS NULL, f.first_day, f.key",
        )
    }

    /// Figures, by indicator and parties.
    ///
    /// # Errors
    ///
    /// As [`Record::ties`].
    pub fn figures(&self, query: &Query) -> Result<Vec<Row>> {
        self.list(Some(ClaimKind::Figure), query, "f.subtype, f.key")
    }

    /// Commitments, the nearest due date first.
    ///
    /// # Errors
    ///
    /// As [`Record::ties`].
    pub fn commitments(&self, query: &Query) -> Result<Vec<Row>> {
        self.list(
            Some(ClaimKind::Commitment),
            query,
            "f.last_day IS NULL, f.last_day, f.key",
        )
    }

    /// Statements, the earliest published first.
    ///
    /// # Errors
    ///
    /// As [`Record::ties`].
    pub fn statements(&self, query: &Query) -> Result<Vec<Row>> {
        let mut rows = self.list(Some(ClaimKind::Statement), query, "f.key")?;
        rows.sort_by(|a, b| {
            let order = |r: &Row| {
                r.sources
                    .first()
                    .map(|c| (c.published.clone(), c.document.clone(), c.start))
            };
            order(a).cmp(&order(b))
        });
        Ok(rows)
    }

    /// Everything that has a date, the earliest first: what began, happened, was measured, or
    /// falls due.
    ///
    /// # Errors
    ///
    /// As [`Record::ties`].
    pub fn timeline(&self, query: &Query) -> Result<Vec<Row>> {
        let mut rows = self.list(None, query, "f.first_day, f.kind, f.key")?;
        rows.retain(|row| claim_days(&row.reading).is_some());
        Ok(rows)
    }

    /// Facts of every kind, in the order of kind and key.
    ///
    /// # Errors
    ///
    /// As [`Record::ties`].
    pub fn facts(&self, query: &Query) -> Result<Vec<Row>> {
        self.list(None, query, "f.kind, f.key")
    }

    fn list(&self, kind: Option<ClaimKind>, query: &Query, order: &str) -> Result<Vec<Row>> {
        let mut sql = format!("{ROWS} WHERE 1 = 1");
        let mut args: Vec<Value> = Vec::new();
        let mut and = |clause: &str, values: &[String]| {
            sql.push_str(" AND ");
            sql.push_str(clause);
            args.extend(values.iter().map(|v| Value::Text(v.clone())));
        };
        if let Some(kind) = kind {
            and("f.kind = ?", &[kind.name().to_owned()]);
        }
        for party in &query.parties {
            let key = self.party(party)?;
            and(
                "f.id IN (SELECT fact FROM fact_party WHERE party = ?)",
                &[key],
            );
        }
        if let Some(subtype) = &query.subtype {
            and("f.subtype = ?", std::slice::from_ref(subtype));
        }
        if let Some(status) = query.status {
            and("f.status = ?", &[status.name().to_owned()]);
        }
        if let Some(verdict) = query.verdict {
            and("f.verdict = ?", &[verdict.name().to_owned()]);
        } else if !query.rejected {
            and("f.verdict <> 'rejected'", &[]);
        }
        if query.current {
            and("f.verdict <> 'superseded'", &[]);
        }
        if let Some(least) = query.confidence {
            and(
                "(EXISTS (SELECT 1 FROM evidence e JOIN claim c ON c.id = e.claim
                 WHERE e.fact = f.id AND COALESCE(c.confidence, 1) >= CAST(? AS REAL))
                 OR instr(f.reason, ?) > 0)",
                &[least.to_string(), CONFIRMED.to_owned()],
            );
        }
        let days = |date: &Option<Edtf>| date.as_ref().and_then(Days::of);
        if let Some(first) = days(&query.from).and_then(|d| d.first) {
            and(
                "(f.last_day >= ? OR f.last_day IS NULL AND f.first_day IS NOT NULL)",
                &[first.to_string()],
            );
        }
        if let Some(last) = days(&query.to).and_then(|d| d.last) {
            and("f.first_day <= ?", &[last.to_string()]);
        }
        if let Some(Days {
            first: Some(first),
            last: Some(last),
            ..
        }) = days(&query.as_of)
        {
            // What began later was not yet so, a tie that ended earlier no longer; a due date
            // may well lie ahead.
            and(
                "(f.kind = 'commitment' OR f.status = 'planned' OR f.first_day IS NULL OR f.first_day <= ?)",
                &[last.to_string()],
            );
            and(
                "(f.kind <> 'tie' OR f.last_day IS NULL OR f.last_day >= ?)",
                &[first.to_string()],
            );
        }
        sql.push_str(" ORDER BY ");
        sql.push_str(order);
        sql.push_str(", f.name");
        if let Some(limit) = query.limit {
            sql.push_str(&format!(" LIMIT {limit}"));
        }
        self.rows(&sql, &args)
    }

    /// One fact, by its full id.
    pub(crate) fn fact(&self, id: &str) -> Result<Option<Row>> {
        let sql = format!("{ROWS} WHERE f.name = ?");
        Ok(self.rows(&sql, &[Value::Text(id.to_owned())])?.pop())
    }

    /// The facts that a query over [`ROWS`] selects.
    fn rows(&self, sql: &str, args: &[Value]) -> Result<Vec<Row>> {
        let mut statement = self.db.prepare_cached(sql).map_err(self.at())?;
        let mut found = statement.query(params_from_iter(args)).map_err(self.at())?;
        let mut out = Vec::new();
        while let Some(row) = found.next().map_err(self.at())? {
            let text = |column: usize| row.get::<_, String>(column).map_err(self.at());
            let claim = text(6)?;
            let mut sources = self.sources(row.get(0).map_err(self.at())?)?;
            // The sentence relied on first, then supporters, then the rest.
            sources.sort_by_key(|c| {
                (
                    c.claim != claim,
                    c.stance,
                    c.published.clone(),
                    c.claim.clone(),
                )
            });
            let independent: i64 = row.get(5).map_err(self.at())?;
            let mut row = Row {
                fact: text(1)?,
                text: String::new(),
                reading: serde_json::from_str(&text(2)?)?,
                verdict: Verdict::from_name(&text(3)?).unwrap_or(Verdict::Single),
                reason: text(4)?,
                independent: usize::try_from(independent).unwrap_or(0),
                sources,
            };
            row.text = crate::lines::line(&row);
            out.push(row);
        }
        Ok(out)
    }

    /// How sure it is that the texts say what the fact says, from 0 to 1: that not all of the
    /// outlets that have it were misread, taking those for independent of each other. 1 where a
    /// person made or confirmed it.
    pub(crate) fn sureness(&self, row: &Row) -> Result<f64> {
        if row.reason.contains(CONFIRMED) {
            return Ok(1.0);
        }
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT MAX(COALESCE(c.confidence, 1))
                 FROM fact f JOIN evidence x ON x.fact = f.id JOIN claim c ON c.id = x.claim
                 JOIN document d ON d.id = (SELECT id FROM document WHERE version = c.version
                     ORDER BY published_first IS NULL, published_first, name LIMIT 1)
                 JOIN document o ON o.id = COALESCE(d.copy_of, d.id)
                 WHERE f.name = ? AND x.stance IN (?, ?, ?)
                 GROUP BY COALESCE(o.outlet, o.name)",
            )
            .map_err(self.at())?;
        let [says, credits, announces] =
            [Stance::Supports, Stance::Attributes, Stance::Announces].map(Stance::name);
        let outlets = statement
            .query_map([row.fact.as_str(), says, credits, announces], |row| {
                row.get::<_, f64>(0)
            })
            .map_err(self.at())?;
        let mut misread = 1.0;
        for confidence in outlets {
            misread *= 1.0 - confidence.map_err(self.at())?;
        }
        Ok(1.0 - misread)
    }

    /// The sentences of a fact.
    fn sources(&self, fact: i64) -> Result<Vec<Citation>> {
        self.citations(
            "JOIN evidence x ON x.claim = c.id",
            "x.fact = ? ORDER BY c.name",
            fact,
            "x.stance",
        )
    }

    /// The sentences that a finding rests on, in its order.
    fn finding_sources(&self, finding: i64) -> Result<Vec<Citation>> {
        let sentences = self.finding_sentences(finding)?;
        if !sentences.is_empty() {
            return Ok(sentences);
        }
        let mut sources = self.citations(
            "JOIN finding_claim x ON x.claim = c.id",
            "x.finding = ? ORDER BY x.position",
            finding,
            "NULL",
        )?;
        // A sentence that gives several claims is cited once.
        let mut seen = std::collections::BTreeSet::new();
        sources.retain(|s| seen.insert((s.document.clone(), s.start, s.end)));
        Ok(sources)
    }

    /// The sentences of a text that a finding rests on, where it rests on no claim.
    fn finding_sentences(&self, finding: i64) -> Result<Vec<Citation>> {
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT s.quote, d.outlet, d.published, d.title, d.url, d.name, s.start, s.\"end\", o.name
                 FROM finding_sentence s
                 JOIN document d ON d.id = (SELECT id FROM document WHERE version = s.version
                     ORDER BY published_first IS NULL, published_first, name LIMIT 1)
                 LEFT JOIN document o ON o.id = d.copy_of
                 WHERE s.finding = ? ORDER BY s.start",
            )
            .map_err(self.at())?;
        let rows = statement
            .query_map([finding], |row| {
                Ok(Citation {
                    claim: String::new(),
                    quote: row.get(0)?,
                    outlet: row.get(1)?,
                    published: row.get(2)?,
                    title: row.get(3)?,
                    url: row.get(4)?,
                    document: row.get(5)?,
                    start: unsigned(row.get(6)?),
                    end: unsigned(row.get(7)?),
                    credited: None,
                    stance: None,
                    copy_of: row.get(8)?,
                })
            })
            .map_err(self.at())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.at())
    }

    /// The sentences of the claims that `join` and `which` select for a row, and how each stands.
    pub(crate) fn citations(
        &self,
        join: &str,
        which: &str,
        id: i64,
        stance: &str,
    ) -> Result<Vec<Citation>> {
        let sql = format!(
            "SELECT c.name, c.quote, d.outlet, d.published, d.title, d.url, d.name, c.start, c.\"end\",
                    json_extract(c.body, '$.source.name'), {stance}, o.name
             FROM claim c {join}
             JOIN document d ON d.id = (SELECT id FROM document WHERE version = c.version
                 ORDER BY published_first IS NULL, published_first, name LIMIT 1)
             LEFT JOIN document o ON o.id = d.copy_of
             WHERE {which}"
        );
        let mut statement = self.db.prepare_cached(&sql).map_err(self.at())?;
        let rows = statement
            .query_map([id], |row| {
                let stance: Option<String> = row.get(10)?;
                Ok(Citation {
                    claim: row.get(0)?,
                    quote: row.get(1)?,
                    outlet: row.get(2)?,
                    published: row.get(3)?,
                    title: row.get(4)?,
                    url: row.get(5)?,
                    document: row.get(6)?,
                    start: unsigned(row.get(7)?),
                    end: unsigned(row.get(8)?),
                    credited: row.get(9)?,
                    stance: stance.and_then(|s| Stance::from_name(&s)),
                    copy_of: row.get(11)?,
                })
            })
            .map_err(self.at())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.at())
    }

    /// Contradictions and errors, the gravest first. Of the query, parties, verdict class (as
    /// `subtype`) and limit count.
    ///
    /// # Errors
    ///
    /// As [`Record::ties`].
    pub fn findings(&self, query: &Query) -> Result<Vec<FindingRow>> {
        let mut clauses = vec!["1 = 1".to_owned()];
        let mut args: Vec<Value> = Vec::new();
        for party in &query.parties {
            clauses.push(
                "f.id IN (SELECT fc.finding FROM finding_claim fc JOIN evidence e ON e.claim = fc.claim
                 JOIN fact_party p ON p.fact = e.fact WHERE p.party = ?)"
                    .to_owned(),
            );
            args.push(Value::Text(self.party(party)?));
        }
        if let Some(class) = &query.subtype {
            clauses.push("f.class = ?".to_owned());
            args.push(Value::Text(class.clone()));
        }
        self.findings_where(&clauses.join(" AND "), &args, query)
    }

    /// The findings that a condition on `f` selects.
    pub(crate) fn findings_where(
        &self,
        condition: &str,
        args: &[Value],
        query: &Query,
    ) -> Result<Vec<FindingRow>> {
        let mut sql = format!(
            "SELECT f.id, f.name, f.class, f.severity, f.\"check\", f.message, f.arithmetic
             FROM finding f WHERE {condition}"
        );
        sql.push_str(
            " ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, f.class, f.message, f.name",
        );
        if let Some(limit) = query.limit {
            sql.push_str(&format!(" LIMIT {limit}"));
        }
        let mut statement = self.db.prepare_cached(&sql).map_err(self.at())?;
        let found: Vec<(i64, [String; 6])> = statement
            .query_map(params_from_iter(args), |row| {
                Ok((
                    row.get(0)?,
                    [
                        row.get(1)?,
                        row.get(2)?,
                        row.get(3)?,
                        row.get(4)?,
                        row.get(5)?,
                        row.get(6)?,
                    ],
                ))
            })
            .map_err(self.at())?
            .collect::<rusqlite::Result<_>>()
            .map_err(self.at())?;
        found
            .into_iter()
            .map(
                |(id, [finding, class, severity, check, message, arithmetic])| {
                    Ok(FindingRow {
                        finding,
                        class: FindingClass::from_name(&class)
                            .unwrap_or(FindingClass::Contradiction),
                        severity: Severity::from_name(&severity).unwrap_or(Severity::Notice),
                        check,
                        message,
                        arithmetic,
                        sources: self.finding_sources(id)?,
                    })
                },
            )
            .collect()
    }

    /// The last day on which something that the record holds was published.
    pub(crate) fn last_published(&self) -> Result<Option<Date>> {
        let last: Option<String> = self
            .db
            .query_row("SELECT max(published_last) FROM document", [], |row| {
                row.get(0)
            })
            .map_err(self.at())?;
        Ok(last.and_then(|day| day.parse().ok()))
    }

    /// The key by which facts name a party: an ISO code, an acronym, or the key of an entity.
    ///
    /// Names are matched in full after folding, never by likeness.
    ///
    /// # Errors
    ///
    /// If the record knows nobody of that name.
    pub fn party(&self, name: &str) -> Result<String> {
        let name = name.trim();
        let unknown = || RecordError::UnknownParty(name.to_owned());
        let exists = |key: &str| -> Result<bool> {
            self.db
                .prepare_cached("SELECT 1 FROM fact_party WHERE party = ? LIMIT 1")
                .and_then(|mut s| s.exists([key]))
                .map_err(self.at())
        };
        let upper = name.to_uppercase();
        for key in [name, upper.as_str()] {
            if exists(key)? {
                return Ok(key.to_owned());
            }
        }
        let folded = fold(name);
        let mut found: Vec<(i64, String)> = self
            .db
            .prepare_cached(
                "SELECT count(ce.claim), coalesce(c.code, c.type || ':' || c.folded || ':' || coalesce(c.country, ''))
                 FROM entity e JOIN entity c ON c.id = coalesce(e.canonical, e.id)
                 JOIN claim_entity ce ON ce.entity = e.id
                 WHERE e.folded = ? GROUP BY 2 ORDER BY 1 DESC, 2",
            )
            .map_err(self.at())?
            .query_map([&folded], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(self.at())?
            .collect::<rusqlite::Result<_>>()
            .map_err(self.at())?;
        if !found.is_empty() {
            return Ok(found.swap_remove(0).1);
        }
        // A state that no text names so, but whose people or organs are in the record.
        if let Some(code) = state_code(&folded)
            && exists(code)?
        {
            return Ok(code.to_owned());
        }
        // A state or an organisation that no text speaks of yet.
        let in_tables = |id: &str| self.reference.as_ref().is_some_and(|r| r.is_about(id));
        if crate::names::state_name(&upper).is_some() || in_tables(&upper) {
            return Ok(upper);
        }
        state_code(&folded).map(str::to_owned).ok_or_else(unknown)
    }

    /// How a party is shown: the usual name of a state, an acronym, or the name that the
    /// record has; what was asked for where it has none.
    pub(crate) fn party_name(&self, key: &str, asked: &str) -> Result<String> {
        if let Some(name) = crate::names::state_name(key) {
            return Ok(name.to_owned());
        }
        let Some((_, rest)) = key.split_once(':') else {
            return Ok(key.to_owned());
        };
        let (folded, country) = rest.split_once(':').unwrap_or((rest, ""));
        let name: Option<String> = self
            .db
            .query_row(
                "SELECT name FROM entity WHERE folded = ? AND coalesce(country, '') = ? ORDER BY key LIMIT 1",
                [folded, country],
                |row| row.get(0),
            )
            .optional()
            .map_err(self.at())?;
        Ok(name.unwrap_or_else(|| asked.to_owned()))
    }

    /// The full id of what begins so, of one of these tables.
    pub(crate) fn full_id(&self, start: &str, tables: &[&str]) -> Result<String> {
        let start = start.trim();
        let plausible = start.len() >= 4 && start.chars().all(|c| c.is_ascii_hexdigit());
        if !plausible {
            return Err(RecordError::UnknownId(start.to_owned()));
        }
        let start = start.to_lowercase();
        let mut found: Vec<String> = Vec::new();
        for table in tables {
            let mut statement = self
                .db
                .prepare_cached(&format!(
                    "SELECT name FROM {table} WHERE name >= ?1 AND name < ?1 || 'g' LIMIT 2"
                ))
                .map_err(self.at())?;
            let names = statement
                .query_map([&start], |row| row.get::<_, String>(0))
                .map_err(self.at())?;
            for name in names {
                found.push(name.map_err(self.at())?);
            }
        }
        found.sort();
        found.dedup();
        match found.len() {
            0 => Err(RecordError::UnknownId(start)),
            1 => Ok(found.swap_remove(0)),
            _ => Err(RecordError::AmbiguousId(start)),
        }
    }
}

/// An offset that SQLite keeps as a signed integer.
fn unsigned(value: i64) -> usize {
    usize::try_from(value).unwrap_or(0)
}
