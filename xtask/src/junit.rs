//! Test results as other tools write them: JUnit XML from nextest and from node.

use std::path::Path;

use anyhow::{Context, Result};
use roxmltree::{Document, Node};

use crate::report::{Case, Outcome, not_run_reason};

/// Every test case in the file.
pub fn read(path: &Path) -> Result<Vec<Case>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the test runner left no results in {}", path.display()))?;
    parse(&text).with_context(|| format!("could not read {}", path.display()))
}

fn parse(text: &str) -> Result<Vec<Case>> {
    // Node writes the colours of a failure into its XML, which may not hold them.
    let text: String = text.chars().filter(|c| is_xml(*c)).collect();
    let document = Document::parse(&text)?;
    let nodes = document.descendants();
    Ok(nodes
        .filter(|node| node.has_tag_name("testcase"))
        .map(case)
        .collect())
}

fn is_xml(c: char) -> bool {
    !c.is_control() || matches!(c, '\n' | '\r' | '\t')
}

fn case(testcase: Node<'_, '_>) -> Case {
    let suite = testcase.attribute("classname").unwrap_or_default();
    let name = testcase.attribute("name").unwrap_or_default();
    let name = match suite {
        // Node's word for any test.
        "test" => name.to_owned(),
        _ => format!("{suite}::{name}"),
    };
    Case::new(name, outcome(testcase))
}

fn outcome(testcase: Node<'_, '_>) -> Outcome {
    let child = |tag| testcase.children().find(|node| node.has_tag_name(tag));
    if child("failure").or(child("error")).is_some() {
        return Outcome::Failed;
    }
    if let Some(skipped) = child("skipped") {
        let reason = skipped.attribute("message").unwrap_or("no reason given");
        return Outcome::NotRun(reason.to_owned());
    }
    let output = ["system-err", "system-out"].into_iter().filter_map(child);
    let reason = output
        .filter_map(|node| node.text())
        .find_map(not_run_reason);
    reason.map_or(Outcome::Passed, Outcome::NotRun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_told_in_colours_is_a_failure() {
        let text = "<testsuites><testcase classname=\"test\" name=\"a\">\
                    <failure>\u{1b}[2mwaiting\u{1b}[22m</failure></testcase></testsuites>";
        let cases = parse(text).unwrap();
        assert_eq!(cases, [Case::new("a".to_owned(), Outcome::Failed)]);
    }

    #[test]
    fn each_test_case_gets_its_outcome() {
        let cases = parse(
            r#"<testsuites><testsuite name="a">
                <testcase classname="a" name="passes"/>
                <testcase classname="a" name="fails"><failure type="test failure"/></testcase>
                <testcase classname="test" name="skipped"><skipped message="no browser"/></testcase>
                <testcase classname="a" name="silent"><system-out>running</system-out>
                  <system-err>NOT RUN: silent: no &lt;data&gt;</system-err></testcase>
            </testsuite></testsuites>"#,
        )
        .unwrap();
        let expected = [
            ("a::passes", Outcome::Passed),
            ("a::fails", Outcome::Failed),
            ("skipped", Outcome::NotRun("no browser".into())),
            ("a::silent", Outcome::NotRun("no <data>".into())),
        ];
        assert_eq!(
            cases,
            expected.map(|(name, outcome)| Case::new(name, outcome))
        );
    }
}
