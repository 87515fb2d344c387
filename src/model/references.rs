//! The literature behind the equations: what a source such as `Boschma 2005` stands for.

/// One publication.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// Family names of the authors, in order, then the year: as sources name it.
    pub key: &'static str,
    /// Title and place of publication. Authors, year and journal come from the project's reading list; titles, volumes
    /// and pages have not been compared with the papers.
    pub citation: &'static str,
    /// What the model takes from it.
    pub used_for: &'static str,
}

impl Reference {
    /// The family name of the first author.
    #[must_use]
    pub fn first_author(&self) -> &'static str {
        self.authors().split(',').next().unwrap_or_default().trim()
    }

    /// All authors, as in the key.
    #[must_use]
    pub fn authors(&self) -> &'static str {
        self.key.rsplit_once(' ').map_or(self.key, |(authors, _)| authors)
    }

    /// The year of publication; empty for a work without one.
    #[must_use]
    pub fn year(&self) -> &'static str {
        self.key.rsplit_once(' ').map_or("", |(_, year)| year)
    }
}

/// A publication that a source names: its authors as written, and the entry, if the table has it.
pub type Mention<'a> = (&'a str, Option<&'static Reference>);

/// The publications that a source names, in order: authors and a year, as in `Boschma 2005` or `Ejermo et al. 2022`.
/// Ranges of years (`Oresund 1997-2008`) and years after other words are no publications.
#[must_use]
pub fn mentioned(source: &str) -> Vec<Mention<'_>> {
    let mut mentions = Vec::new();
    for part in source.split([';', '(', ')', ':']) {
        let words: Vec<&str> = part.split_whitespace().collect();
        for (i, word) in words.iter().enumerate().skip(1) {
            let year = word.trim_end_matches([',', '.']);
            let before = words[i - 1].trim_end_matches(',');
            let named = before == "al." || before.chars().next().is_some_and(char::is_uppercase);
            if year.len() == 4 && year.chars().all(|c| c.is_ascii_digit()) && named {
                mentions.push((part.trim(), find(part, year)));
            }
        }
    }
    mentions
}

/// The reference whose year this is and whose first author the text names; the one with most authors named wins.
fn find(text: &str, year: &str) -> Option<&'static Reference> {
    let named = |r: &Reference| r.authors().split(',').filter(|author| text.contains(author.trim())).count();
    let candidates = TABLE.iter().filter(|r| r.year() == year && text.contains(r.first_author()));
    candidates.max_by_key(|r| named(r))
}

macro_rules! references {
    ($($key:literal, $citation:literal, $used_for:literal;)+) => {
        /// Every publication, by first author.
        pub const TABLE: &[Reference] = &[$(Reference { key: $key, citation: $citation, used_for: $used_for },)+];
    };
}

references! {
    "Alrababah, Beerli, Hangartner, Ward 2025",
        "The free movement of people and the success of far-right parties: evidence from Switzerland's border \
         liberalization. American Political Science Review.",
        "E10: an inflow of commuters costs support without harming wages.";
    "Anderson, van Wincoop 2003",
        "Gravity with gravitas: a solution to the border puzzle. American Economic Review 93(1), 170-192.",
        "E6: borders cut trade by 44 % (US and Canada), by 30 % elsewhere.";
    "Baier, Bergstrand 2007",
        "Do free trade agreements actually increase members' international trade? Journal of International Economics \
         71(1), 72-95.",
        "E7: an agreement doubles trade after ten years.";
    "Balland, Boschma, Frenken 2015",
        "Proximity and innovation: from statics to dynamics. Regional Studies 49(6), 907-920.",
        "R1, R2, R5: ties raise proximity, as proximity raises ties.";
    "Basboga 2020",
        "The role of open borders and cross-border cooperation in regional growth across Europe. Regional Studies, \
         Regional Science 7(1), 532-549.",
        "Comparison: free movement adds 2.7 % to value added a head.";
    "Bello 2017",
        "Exchange rate effects on cross-border commuting: evidence from the Swiss-Italian border. Working paper.",
        "E8: an appreciation of 10 % adds 2 to 3 % of border traffic.";
    "Boschma 2005",
        "Proximity and innovation: a critical assessment. Regional Studies 39(1), 61-74.",
        "R2 and the stages: five proximities, and too much of them locks in.";
    "Broekel, Boschma 2012",
        "Knowledge networks in the Dutch aviation industry: the proximity paradox. Journal of Economic Geography 12(2), \
         409-433.",
        "R2, R4: what makes ties form is not what makes them perform.";
    "Buetikofer, Loken, Willen 2020",
        "Building bridges and widening gaps: wage gains and equity concerns of labor market expansions. CEPR Discussion \
         Paper 14287.",
        "E8, E9: the Oresund link cut 60 minutes to 35; commuting went one way and wages in Malmo rose.";
    "Camagni, Capello, Caragliu, Toppeta 2017",
        "Quantification of the effects of legal and administrative border obstacles in land border regions. European \
         Commission, Directorate-General for Regional and Urban Policy.",
        "E2, E6, E9: obstacles cost border regions 8.8 % of output; lifting a fifth of them returns 2 %.";
    "Cappellano, Sohn, Makkonen, Kaisto 2022",
        "Bringing borders back into cross-border regional innovation systems: functions and dynamics. Environment and \
         Planning A 54(5), 1005-1021.",
        "The stages: integration stalls, regresses and re-borders.";
    "Chakrabarti, Mahajan, Tomar 2025",
        "Trade disruptions and reshoring. American Economic Journal: Applied Economics, January 2025.",
        "E7: trade between Indian states is 5 % lower six months after their borders reopened.";
    "Cowan, Jonard 2004",
        "Network structure and the diffusion of knowledge. Journal of Economic Dynamics and Control 28(8), 1557-1575.",
        "R5: knowledge as vectors that partners pull nearer.";
    "Crescenzi, Di Cataldo, Rodriguez-Pose 2016",
        "Government quality and the economic returns of transport infrastructure investment in European regions. Journal \
         of Regional Science 56(4), 555-582.",
        "Kappa: works bring little where government is poor.";
    "Crozet, Hinz 2020",
        "Friendly fire: the trade impact of the Russia sanctions and counter-sanctions. Economic Policy 35(101), 97-146.",
        "E6: sanctions cut exports by 7.4 %, much of it through finance.";
    "Decoville, Durand 2019",
        "Exploring cross-border integration in Europe: how do populations cross borders and perceive their neighbours? \
         European Urban and Regional Studies 26(2), 134-157.",
        "E4: heavy flows do not imply trust.";
    "Disdier, Head 2008",
        "The puzzling persistence of the distance effect on bilateral trade. Review of Economics and Statistics 90(1), \
         37-48.",
        "Comparison: trade falls with distance with an elasticity of about -.9.";
    "Djankov, Freund, Pham 2010",
        "Trading on time. Review of Economics and Statistics 92(1), 166-173.",
        "E1: a day's delay costs at least 1 % of trade.";
    "Egger, Lassmann 2012",
        "The language effect in international trade: a meta-analysis. Economics Letters 116(2), 221-224.",
        "E4, E6: a common language adds 44 % of trade.";
    "Ejermo, Hussinger, Kalash, Schubert 2022",
        "Innovation in Malmo after the Oresund Bridge. Journal of Regional Science 62(1), 5-20.",
        "Comparison: patents rose in Malmo after the link.";
    "European Commission 2017",
        "Boosting growth and cohesion in EU border regions. Communication COM(2017) 534.",
        "E2: the list of legal and administrative obstacles.";
    "European Court of Auditors 2021",
        "Interreg cooperation: the potential of the European Union's cross-border regions has not yet been fully unlocked. \
         Special report 14/2021.",
        "E12: programmes spend about 4 EUR a head and year.";
    "Gilbert, Ahrweiler, Pyka 2014",
        "Simulating knowledge dynamics in innovation networks. Springer.",
        "R5, R6: agents with knowledge who learn from partners and innovate (SKIN).";
    "Hansen 2013",
        "Bridging regional innovation: cross-border collaboration in the Oresund region. Geografisk Tidsskrift 113(1), \
         25-38.",
        "R2: the bridge raised knowledge ties only where policy aimed at them.";
    "Kraetke 1999",
        "Regional integration or fragmentation? The German-Polish border region in a new Europe. Regional Studies 33(7), \
         631-641.",
        "E9: border strips may be passed over.";
    "Kraetke, Borst 2007",
        "Article in European Urban and Regional Studies (title not at hand).",
        "E9: investors leapfrog the border strip for the metropolis.";
    "Lewis 2026",
        "When travel restrictions became trade frictions: evidence from Covid-era border closures. Bank Underground, Bank \
         of England.",
        "E7: closures cut goods trade by about 19 %, and it rebounds.";
    "Lundquist, Trippl 2009",
        "Towards cross-border innovation spaces: a theoretical analysis and empirical comparison of the Oresund region and \
         the Centrope area. SRE Discussion 2009/05, Vienna University of Economics and Business.",
        "The stages: three types along six dimensions.";
    "Lundquist, Trippl 2013",
        "Distance, proximity and types of cross-border innovation systems: a conceptual analysis. Regional Studies 47(3), \
         450-460.",
        "The stages, governance and outward access.";
    "Makkonen, Rohde 2016",
        "Cross-border regional innovation systems: conceptual backgrounds, empirical evidence and policy implications. \
         European Planning Studies 24(9), 1623-1642.",
        "The stages: what is known and what is only concept.";
    "Makkonen, Weidenfeld, Williams 2017",
        "Cross-border regional innovation system integration: an analytical framework. Tijdschrift voor Economische en \
         Sociale Geografie 108(6), 805-820.",
        "The stages: how integration may be measured.";
    "Mathae, Wintr 2009",
        "Commuting flows across bordering regions: a note. Applied Economics Letters 16(7), 735-738.",
        "E8: how much commuting borders leave.";
    "McCallum 1995",
        "National borders matter: Canada-U.S. regional trade patterns. American Economic Review 85(3), 615-623.",
        "E6: the raw border effect of 22.";
    "Neumayer 2011",
        "On the detrimental impact of visa restrictions on bilateral trade and foreign direct investment. Applied Geography \
         31(3), 901-907.",
        "E2: mutual visas cost up to 28 % of trade and 25 % of investment.";
    "Nooteboom, Van Haverbeke, Duysters, Gilsing, van den Oord 2007",
        "Optimal cognitive distance and absorptive capacity. Research Policy 36(7), 1016-1034.",
        "R2: the inverted U, whose best distance rises with absorptive capacity.";
    "OECD 2013",
        "Regions and innovation: collaborating across borders. OECD Publishing.",
        "The levers: what cross-border programmes do.";
    "Redding, Sturm 2008",
        "The costs of remoteness: evidence from German division and reunification. American Economic Review 98(5), \
         1766-1797.",
        "E7, E11: cities on a closed border lost a third of their people in 40 years.";
    "Santamaria, Ventura, Yesilbayraktar 2020",
        "Borders within Europe. NBER Working Paper 28301.",
        "E6: regions across a European border trade 17.5 % of what they would at home.";
    "Sohn 2014",
        "Modelling cross-border integration: the role of borders as a resource. Geopolitics 19(3), 587-608.",
        "The diagnoses: a border economy that lives on gaps is another end than a convergent one.";
    "Trippl 2010",
        "Developing cross-border regional innovation systems: key factors and challenges. Tijdschrift voor Economische en \
         Sociale Geografie 101(2), 150-160.",
        "E3: governance that organisations carry.";
    "van den Broek, Benneworth, Rutten 2018",
        "Border blocking effects in collaborative firm innovation. European Planning Studies 26(7), 1330-1346.",
        "R1 to R4: collaboration passes four steps, each blocked by another barrier.";
    "Wang 2013",
        "The economic impact of special economic zones: evidence from Chinese municipalities. Journal of Development \
         Economics 101, 133-147.",
        "E7: zones raise exports, late ones less.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_names_publications_by_author_and_year_and_places_by_range() {
        let keys = |text| -> Vec<_> { mentioned(text).iter().map(|m| m.1.map(|r| r.key)).collect() };
        assert_eq!(keys("Camagni et al. 2017; Anderson, van Wincoop 2003").len(), 2);
        assert_eq!(keys("Lundquist, Trippl 2013 (outward access)"), [Some("Lundquist, Trippl 2013")]);
        assert_eq!(keys("fitted: Oresund 1997-2008"), []);
        assert_eq!(keys("Nobody 1850"), [None]);
    }

    #[test]
    fn every_reference_is_found_by_its_own_key_and_they_are_sorted() {
        for r in TABLE {
            let found = mentioned(r.key);
            assert_eq!(found.first().and_then(|m| m.1).map(|f| f.key), Some(r.key));
        }
        assert!(TABLE.windows(2).all(|w| w[0].key.to_lowercase() < w[1].key.to_lowercase()));
    }
}
