//! What speaks for and against a place being a commitment, for the [judge](crate::judge) to weigh.

use entente_language::Upos;
use entente_model::{Edtf, Entity, EntityType, Figure, Span, TimexType};

use super::items::opener;
use super::{Place, Reader, Trigger};
use crate::mentions::UnitKind;

impl Reader<'_, '_> {
    /// What speaks for and against a commitment.
    pub(super) fn features(
        &self,
        place: &Place,
        actors: &[Entity],
        how: &'static str,
        target: Option<&Figure>,
        due: Option<&Edtf>,
        what: Span,
    ) -> Vec<String> {
        let mut out = self.of_act(place, how);
        self.of_outcome(actors, target, due, &mut out);
        self.of_subject(place, &mut out);
        self.of_clause(place, actors, what, &mut out);
        self.of_words(place, what, &mut out);
        self.of_modality(place, &mut out);
        out
    }

    /// What introduces it, which verb it is, and what is acted upon.
    fn of_act(&self, place: &Place, how: &'static str) -> Vec<String> {
        let tree = &self.tree;
        let context = self.context;
        let trigger = place.trigger.name();
        let act = self.bearer(place.act);
        let verb = tree.lemma(act);
        let mut out = vec![format!("trigger={trigger}"), format!("actor={how}")];
        if act != place.act {
            out.push("act=light".to_owned());
            out.push(format!("light={}", tree.lemma(place.act)));
        }
        out.push(format!(
            "voice={}",
            if context.discourse.official {
                "official"
            } else {
                "reported"
            }
        ));
        out.push(format!("object={}", self.object(act)));
        if opener(context, self.line).is_some() {
            out.push("listed".to_owned());
        }
        if tree.token(place.act).syntax.upos != Upos::Verb {
            out.push("act=thing".to_owned());
        }
        // "pay a visit", "take part": what is done is told by the object.
        let visits = matches!(verb, "pay" | "make" | "undertake" | "embark" | "take")
            && (act + 1..tree.high.min(act + 7)).any(|t| {
                matches!(
                    self.word(t),
                    "visit" | "visits" | "trip" | "tour" | "part" | "office"
                )
            });
        let verb = if visits { "visit" } else { verb };
        let chances = matches!(verb, "open" | "create" | "provide" | "offer" | "bring")
            && (act + 1..tree.high.min(act + 6)).any(|t| {
                matches!(
                    tree.lemma(t),
                    "opportunity"
                        | "way"
                        | "door"
                        | "avenue"
                        | "path"
                        | "chance"
                        | "possibility"
                        | "benefit"
                        | "momentum"
                )
            });
        let verb = if chances { "enable" } else { verb };
        let group = [
            "verb-outcome",
            "verb-give",
            "verb-open",
            "verb-rule",
            "verb-strengthen",
            "verb-continue",
            "verb-meet",
            "verb-help",
            "verb-courtesy",
        ]
        .into_iter()
        .find(|list| context.lists.has(list, verb));
        out.push(format!("verb={}", group.unwrap_or("other")));
        out.push(format!("lemma={verb}"));
        if let Some(group) = group {
            out.push(format!("trigger={trigger}+verb={group}"));
        }
        out
    }

    /// Who commits, and whether a number and a day are told.
    fn of_outcome(
        &self,
        actors: &[Entity],
        target: Option<&Figure>,
        due: Option<&Edtf>,
        out: &mut Vec<String>,
    ) {
        let kind = match actors.first().map(|a| a.kind) {
            Some(EntityType::State) => "state",
            Some(EntityType::Org) => "org",
            Some(EntityType::Person) => "person",
            Some(EntityType::Body) => "body",
            _ => "other",
        };
        out.push(format!("actor-kind={kind}"));
        if actors.len() > 1 {
            out.push("actors=several".to_owned());
        }
        if let Some(target) = target {
            out.push(
                if target.unit == "count" {
                    "has=count"
                } else {
                    "has=sum"
                }
                .to_owned(),
            );
        }
        if due.is_some() {
            let past = |day: &Edtf| {
                self.context
                    .published
                    .as_ref()
                    .zip(due)
                    .is_some_and(|(_, due)| due.as_str().get(..4) < day.as_str().get(..4))
            };
            let told = self.context.published.as_ref().is_some_and(past);
            out.push(if told { "has=past" } else { "has=due" }.to_owned());
        }
    }

    /// How the subject is named, and how far from its verb.
    fn of_subject(&self, place: &Place, out: &mut Vec<String>) {
        let context = self.context;
        let subject = self
            .unit(place.verb)
            .and_then(|u| crate::subjects::subject_unit(context, self.line, u));
        if let Some(subject) = subject {
            let word = context.word(self.line, subject);
            if matches!(word, "we" | "i" | "our") {
                out.push("subject=own-voice".to_owned());
            } else if matches!(word, "it" | "they" | "he" | "she") {
                out.push("subject=pronoun".to_owned());
            }
            if self
                .unit(place.verb)
                .is_some_and(|v| v - subject.min(v) > 8)
            {
                out.push("subject=far".to_owned());
            }
        }
    }

    /// In what clause it stands, and whose words that is.
    fn of_clause(&self, place: &Place, actors: &[Entity], what: Span, out: &mut Vec<String>) {
        let context = self.context;
        let tree = &self.tree;
        // What governs the clause: a main clause, a report, a condition, a relative clause.
        let clause = match tree.relation(place.verb) {
            "root" => "main",
            "conj" | "parataxis" => "joined",
            "ccomp" => "reported",
            "acl:relcl" | "acl" => "relative",
            "advcl" => "adverbial",
            _ => "other",
        };
        out.push(format!("clause={clause}"));
        // "Ghana said it would send", not "Ghana said that the rebels would": one's own act.
        if let Some(source) = context.source_at(self.line, self.unit(place.from).unwrap_or(0)) {
            let own = actors.iter().any(|a| {
                a.key() == source.key() || a.country.is_some() && a.country == source.country
            });
            out.push(if own { "own-act" } else { "act-of-another" }.to_owned());
        }
        if tree.relation(place.act) == "ccomp"
            && let Some(head) = tree.head(place.act)
        {
            out.push(format!("said={}", tree.lemma(head)));
        }
        if self.orders_abroad(place, actors) {
            out.push("order=abroad".to_owned());
        }
        if self.is_past(what) {
            out.push("sentence=past".to_owned());
        }
        if context.lists.has("aim", self.word(place.verb)) {
            out.push("aim".to_owned());
        }
        // A decision is past more often than a plan, and "offered" promises less than "agreed".
        if matches!(
            place.trigger,
            Trigger::Noun
                | Trigger::Pledge
                | Trigger::Plan
                | Trigger::Set
                | Trigger::Target
                | Trigger::Announce
                | Trigger::Policy
        ) {
            out.push(format!("word={}", tree.lemma(place.verb)));
        }
    }

    /// What its words tell: policies, names, how many they are, whether it is a state or undergone.
    fn of_words(&self, place: &Place, what: Span, out: &mut Vec<String>) {
        let context = self.context;
        let tree = &self.tree;
        if ["policy", "policies"]
            .iter()
            .any(|w| (place.from..=tree.right(place.act)).any(|t| self.word(t) == *w))
        {
            out.push("has=policy".to_owned());
        }
        let lemma = |t: usize| tree.lemma(t) == "be";
        if lemma(place.act) || tree.children(place.act).any(|c| tree.relation(c) == "cop") {
            out.push("act=state".to_owned());
        } else if tree
            .children(place.act)
            .any(|c| matches!(tree.relation(c), "aux:pass" | "nsubj:pass"))
        {
            out.push("act=passive".to_owned());
        }
        let words = context.discourse.words(what).split_whitespace().count();
        out.push(
            match words {
                0..=4 => "length=short",
                5..=30 => "length=middle",
                _ => "length=long",
            }
            .to_owned(),
        );
        let conditional = tree
            .children(place.verb)
            .chain(tree.children(place.act))
            .any(|c| {
                tree.relation(c) == "mark"
                    && matches!(self.word(c), "if" | "whether" | "as" | "unless")
                    || c < place.act && matches!(self.word(c), "how" | "what" | "why" | "when")
            });
        if conditional {
            out.push("conditional".to_owned());
        }
        if tree.children(place.act).any(|c| {
            tree.relation(c) == "advmod" && matches!(self.word(c), "not" | "never" | "n't")
        }) {
            out.push("negated".to_owned());
        }
        if context
            .source_at(self.line, self.unit(place.from).unwrap_or(0))
            .is_some()
        {
            out.push("in-speech".to_owned());
        }
        let capital = self
            .context
            .discourse
            .words(what)
            .split_whitespace()
            .skip(1)
            .filter(|w| w.starts_with(char::is_uppercase))
            .count();
        if capital >= 2 {
            out.push("has=names".to_owned());
        }
    }

    /// Whether it is supposed, another's duty, promised, or something new.
    fn of_modality(&self, place: &Place, out: &mut Vec<String>) {
        let context = self.context;
        let tree = &self.tree;
        // "would have joined", "agreed that Chad must leave": what is supposed, whose duty it is.
        let aux = |words: &[&str]| {
            tree.children(place.act)
                .any(|c| tree.relation(c) == "aux" && words.contains(&self.word(c)))
        };
        if place.trigger == Trigger::Would && aux(&["have", "'ve"]) {
            out.push("supposed".to_owned());
        }
        if place.trigger == Trigger::Pledge && aux(&["must", "should"]) {
            out.push("duty-of-another".to_owned());
        }
        // "promised that Chad would leave"
        let promised = matches!(tree.relation(place.act), "ccomp")
            && tree
                .head(place.act)
                .is_some_and(|h| context.lists.has("commit-pledge", self.word(h)));
        if promised {
            out.push("promised".to_owned());
        }
        let new = (place.from..tree.high.min(place.from + 5)).any(|t| {
            matches!(self.word(t), "new" | "additional" | "joint")
                || self.word(t) == "further" && tree.relation(t) == "amod"
        });
        if new {
            out.push("has=new".to_owned());
        }
    }

    /// The verb that bears the meaning: of "work with Chad to provide", "provide".
    fn bearer(&self, act: usize) -> usize {
        let tree = &self.tree;
        if !self.context.lists.has("helping-verb", tree.lemma(act)) {
            return act;
        }
        tree.children(act)
            .find(|&c| {
                c > act
                    && matches!(tree.relation(c), "xcomp" | "advcl" | "acl")
                    && matches!(self.xpos(c), "VB" | "VBG")
            })
            .or_else(|| {
                // "take steps to open": the infinitive hangs on the object.
                let object = tree
                    .children(act)
                    .find(|&c| c > act && tree.relation(c) == "obj")?;
                tree.children(object)
                    .find(|&c| tree.relation(c) == "acl" && self.xpos(c) == "VB")
            })
            .unwrap_or(act)
    }

    /// What the act is done to, by how it is named: a certain thing, one of a kind, a number of
    /// them, a matter that nobody can count ("cooperation"), or nothing.
    pub(super) fn object(&self, act: usize) -> &'static str {
        let tree = &self.tree;
        let object = if tree.token(act).syntax.upos == Upos::Verb {
            tree.children(act).find(|&c| {
                c > act && matches!(tree.relation(c), "obj" | "iobj")
                    || tree.relation(c) == "nsubj:pass"
            })
        } else {
            Some(act)
        };
        let Some(object) = object else { return "none" };
        // "all kinds of support" is support.
        let object = if matches!(
            tree.lemma(object),
            "type" | "kind" | "sort" | "form" | "range" | "variety" | "level" | "degree" | "area"
        ) {
            tree.children(object)
                .find(|&c| c > object && self.word(tree.left(c)) == "of")
                .unwrap_or(object)
        } else {
            object
        };
        let left = tree.left(object);
        let units = &self.context.discourse.lines[self.line].units;
        let named = self
            .unit(object)
            .is_some_and(|u| matches!(units[u].kind, UnitKind::Mention(_)));
        let number = self
            .unit(left)
            .is_some_and(|u| matches!(units[u].kind, UnitKind::Quantity(_)));
        // "launch a partnership": what is founded can be counted.
        let founded = !matches!(
            self.word(object),
            "relationship"
                | "relations"
                | "ties"
                | "trust"
                | "bond"
                | "bonds"
                | "understanding"
                | "momentum"
                | "confidence"
                | "consensus"
                | "future"
        ) && self.context.lists.has("verb-open", tree.lemma(act))
            && matches!(self.word(left), "a" | "an" | "another" | "new");
        let capital = self
            .context
            .discourse
            .words(self.span(object))
            .starts_with(char::is_uppercase);
        if self.context.lists.has("abstract", self.word(object)) && !founded && !capital {
            "abstract"
        } else if number {
            "number"
        } else if named {
            "name"
        } else {
            match self.word(left) {
                "a" | "an" | "another" => "one",
                "the" | "this" | "these" | "those" => "certain",
                "its" | "their" | "our" | "his" | "her" => "own",
                _ => "bare",
            }
        }
    }

    /// Whether those who are told to do something are another state's: "ordered the Kenyan embassy
    /// to close" asks, and promises nothing.
    fn orders_abroad(&self, place: &Place, actors: &[Entity]) -> bool {
        let discourse = self.context.discourse;
        place.trigger == Trigger::Order
            && (place.verb + 1..place.from)
                .filter_map(|t| self.unit(t))
                .filter_map(|u| match discourse.lines[self.line].units[u].kind {
                    UnitKind::Mention(m) => discourse.entities_of(m).next(),
                    _ => None,
                })
                .any(|e| {
                    e.country
                        .as_ref()
                        .is_some_and(|code| actors.iter().all(|a| a.country.as_ref() != Some(code)))
                })
    }

    /// Whether a sentence tells of a year long before the text: "In 1973 Ghana agreed to send".
    fn is_past(&self, what: Span) -> bool {
        let year = |edtf: &Edtf| edtf.as_str().get(..4)?.parse::<i32>().ok();
        let Some(now) = self.context.published.as_ref().and_then(year) else {
            return false;
        };
        let sentence = self.context.discourse.lines[self.line].span;
        self.context.discourse.analysis.times.iter().any(|t| {
            t.kind == TimexType::Date
                && sentence.contains(t.span)
                && !what.contains(t.span)
                && t.edtf.as_ref().and_then(year).is_some_and(|y| y + 1 < now)
        })
    }
}
