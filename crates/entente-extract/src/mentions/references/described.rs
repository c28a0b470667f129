//! Whom a description means: "French and German officials", "the West African country", "the
//! Iran-backed group", "the North", "the three countries".

use entente_model::{Entity, EntityType};

use super::super::{Discourse, Focus, Reference, Unit, UnitKind};
use crate::lists::Sort;

impl Discourse<'_> {
    /// "French, German and British officials", "the Chilean and Peruvian governments": those of each
    /// state, one mention, and the unit behind it.
    pub(super) fn joint_noun(&mut self, units: &[Unit], at: usize) -> Option<(UnitKind, usize)> {
        let adjective = |at: usize| {
            let unit = units.get(at)?;
            let UnitKind::Mention(m) = unit.kind else {
                return None;
            };
            let [holder] = self.mentions[m].entities[..] else {
                return None;
            };
            // "US and Kenyan forces"
            let short = unit.span.len() <= 4 && !self.words(unit.span).contains(char::is_lowercase);
            (self.entities[holder].kind == EntityType::State
                && (short || self.mentions[m].reference == Reference::Adjective))
                .then_some(holder)
        };
        let mut holders = vec![(at, adjective(at)?)];
        let mut next = at + 1;
        let (sort, length, noun) = loop {
            let link = next;
            while units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "," | "and" | "&"))
            {
                next += 1;
            }
            if next == link {
                return None;
            }
            holders.push((next, adjective(next)?));
            let last = matches!(units[next - 1].lower.as_str(), "and" | "&");
            if last && let Some((sort, length)) = self.noun_after(units, next) {
                let noun = units[next + 1].span.cover(units[next + length - 1].span);
                break (sort, length, self.words(noun).to_owned());
            }
            if last && let Some((length, noun)) = self.plural_body(units, next) {
                break (Sort::Body, length, noun);
            }
            next += 1;
        };
        let to = next + length;
        let kind = match sort {
            Sort::PairState => None,
            Sort::Body | Sort::Forces => Some(EntityType::Body),
            Sort::Group => Some(EntityType::Group),
            _ => return None,
        };
        if kind == Some(EntityType::Body) && !units[to - 1].lower.ends_with('s') {
            return None;
        }
        let entities = holders
            .into_iter()
            .map(|(at, holder)| match kind {
                None => holder,
                Some(kind) => {
                    let name = format!("{} {noun}", self.words(units[at].span));
                    let country = self.entities[holder].country.clone();
                    self.entity(Entity {
                        name,
                        kind,
                        country,
                        id: None,
                    })
                }
            })
            .collect();
        let span = units[at].span.cover(units[to - 1].span);
        Some((self.mention(span, entities, Reference::Noun), to))
    }

    /// "foreign ministries" behind the adjective at `at`: how many units it takes with that, and one
    /// of them.
    pub(super) fn plural_body(&self, units: &[Unit], at: usize) -> Option<(usize, String)> {
        (1..=3).find_map(|count| {
            let words: Vec<&str> = units
                .get(at + 1..=at + count)?
                .iter()
                .map(|u| u.lower.as_str())
                .collect();
            let phrase = words.join(" ");
            let one = match phrase.strip_suffix("ies") {
                Some(stem) => format!("{stem}y"),
                None => phrase.strip_suffix('s')?.to_owned(),
            };
            (self.lists.noun_sort(&one) == Some(Sort::Body)).then_some((count + 1, one))
        })
    }

    /// "The two Koreas", "both Koreas", from the unit of the noun on: North and South.
    pub(super) fn both_koreas(&mut self, units: &[Unit], at: usize) -> Option<Vec<usize>> {
        let noun = units.get(at).is_some_and(|u| u.lower == "koreas");
        noun.then(|| {
            [("North Korea", "PRK"), ("South Korea", "KOR")]
                .map(|(name, code)| {
                    self.entity(Entity {
                        country: Some(code.to_owned()),
                        id: Some(code.to_owned()),
                        ..Entity::new(name, EntityType::State)
                    })
                })
                .to_vec()
        })
    }

    /// "North and South Korea": the half that the first word of the two names, where the second is named
    /// in full at the unit behind "and".
    pub(super) fn other_half(&mut self, units: &[Unit], at: usize) -> Option<usize> {
        let half = units.get(at)?.lower.as_str();
        let UnitKind::Mention(m) = units
            .get(at + 2)
            .filter(|_| units[at + 1].lower == "and")?
            .kind
        else {
            return None;
        };
        let named = self.entities_of(m).next()?.country.clone()?;
        let (name, code) = match (half, named.as_str()) {
            ("north", "KOR") => ("North Korea", "PRK"),
            ("south", "PRK") => ("South Korea", "KOR"),
            _ => return None,
        };
        Some(self.entity(Entity {
            country: Some(code.to_owned()),
            id: Some(code.to_owned()),
            ..Entity::new(name, EntityType::State)
        }))
    }

    /// The Korea that "the North" or "the South" means in a text about both.
    pub(super) fn half_of_korea(&self, units: &[Unit], at: usize) -> Option<usize> {
        let code = match units.get(at)?.lower.as_str() {
            "north" => "PRK",
            "south" => "KOR",
            _ => return None,
        };
        let more = units.get(at + 1).is_some_and(|u| {
            u.lower == "of" || u.lower == "-" || matches!(u.kind, UnitKind::Mention(_))
        });
        let state = |code: &str| {
            self.entities
                .iter()
                .position(|e| e.kind == EntityType::State && e.country.as_deref() == Some(code))
        };
        // With a capital it is the half itself, where the text names that: "the North tested a missile".
        let capital = self.words(units[at].span).starts_with(char::is_uppercase);
        let both = state("PRK").zip(state("KOR")).is_some();
        state(code).filter(|_| !more && (both || capital))
    }

    /// Whether a unit before a noun says what sort of thing it is: "militant", "West African".
    pub(super) fn is_of_sort(&self, unit: &Unit) -> bool {
        let region = matches!(unit.kind, UnitKind::Mention(m)
            if self.mentions[m].reference == Reference::Adjective
                && self.entities_of(m).all(|e| e.kind == EntityType::Place));
        region
            || unit
                .lower
                .split(' ')
                .all(|word| self.lists.has("which-of-many", word))
    }

    /// "the three countries": as many as were named together last.
    pub(super) fn several_counted(
        &self,
        units: &[Unit],
        at: usize,
        focus: &Focus,
    ) -> Option<(Vec<usize>, Reference, usize)> {
        let UnitKind::Quantity(q) = units.get(at + 1)?.kind else {
            return None;
        };
        let noun = at
            + 2
            + usize::from(
                units
                    .get(at + 2)
                    .is_some_and(|u| self.lists.has("which-of-many", &u.lower)),
            );
        let (sort, length) = self.lists.noun_at(units, noun)?;
        let count = u32::try_from(focus.several.len()).unwrap_or(u32::MAX);
        let counted = (self.analysis.quantities[q].value - f64::from(count)).abs() < 0.5;
        let plural = matches!(sort, Sort::PairState | Sort::PairAny | Sort::PairPerson);
        (plural && counted && focus.several.len() > 2)
            .then(|| (focus.several.clone(), Reference::Noun, noun + length - at))
    }

    /// The state that words at `at` are a byname of, where the text names it: "the Jewish state".
    pub(super) fn state_by_epithet(&self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
        let phrase = format!("{} {}", units.get(at)?.lower, units.get(at + 1)?.lower);
        let code = self.lists.state_called(&phrase)?;
        let named = self
            .entities
            .iter()
            .position(|e| e.kind == EntityType::State && e.country.as_deref() == Some(code))?;
        Some((named, 2))
    }

    /// The armed group, movement or company that a word behind "the" means: the one named last,
    /// unless more is said of which it is.
    pub(super) fn group_called(&self, units: &[Unit], at: usize) -> Option<usize> {
        let unit = units.get(at)?;
        let more = units.get(at + 1).is_some_and(|u| {
            matches!(u.lower.as_str(), "of" | "-") || u.kind != UnitKind::Word && u.lower != "'s"
        });
        // "The rebels" are the armed movement told of, not any other group.
        if !more && self.lists.has("rebel-reference", &unit.lower) {
            return self
                .recent_mentions(40)
                .flat_map(|m| m.entities.iter().copied())
                .find(|&e| self.entities[e].kind == EntityType::Group)
                .filter(|&e| self.is_movement(e));
        }
        let kind = if self.lists.has("group-reference", &unit.lower) {
            EntityType::Group
        } else if self.lists.has("company-reference", &unit.lower) {
            EntityType::Company
        } else {
            return None;
        };
        if more || self.is_attribute(units, at, 1) {
            return None;
        }
        let last = self.recent_mentions(40).find_map(|m| {
            m.entities.iter().copied().find(|&e| {
                self.entities[e].kind == kind || unit.lower == "group" && self.is_pressure_group(e)
            })
        })?;
        let named = self.entities[last]
            .name
            .split(' ')
            .all(|w| w.starts_with(char::is_uppercase) || w.len() <= 3);
        (named || self.is_movement(last)).then_some(last)
    }

    /// Whether an organisation is one that watches over states and is called a group: "Human Rights Watch".
    fn is_pressure_group(&self, entity: usize) -> bool {
        let entity = &self.entities[entity];
        entity.kind == EntityType::Org
            && entity.name.split(' ').any(|w| {
                matches!(
                    w,
                    "Watch"
                        | "Amnesty"
                        | "Transparency"
                        | "Borders"
                        | "Journalists"
                        | "Crisis"
                        | "Observatory"
                )
            })
    }

    /// Whether an organisation is named at a unit: "the West African bloc Ecowas".
    pub(super) fn is_org_named(&self, units: &[Unit], at: usize) -> bool {
        units.get(at).is_some_and(|u| {
            matches!(u.kind, UnitKind::Mention(m)
                if self.mentions[m].reference == Reference::Name
                    && self.entities_of(m).all(|e| e.kind == EntityType::Org))
        })
    }

    /// The state spoken of before, where the one named last was named before `at` in the same sentence
    /// as who acts there.
    pub(super) fn state_other_than_here(
        &self,
        units: &[Unit],
        at: usize,
        focus: &Focus,
    ) -> Option<usize> {
        let here = focus.state?;
        let acts = units[..at].iter().enumerate().any(|(place, u)| {
            let UnitKind::Mention(m) = u.kind else {
                return false;
            };
            let before = place.checked_sub(1).map_or("", |p| units[p].lower.as_str());
            self.mentions[m].entities[..] == [here]
                && self.mentions[m].reference == Reference::Name
                && !self.lists.is_preposition(before)
        });
        let told = self.state.state.filter(|&state| state != here);
        told.filter(|_| acts)
    }
}
