//! The catalogue: all rules and profiles that a run can choose from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, DirEntry, File, include_dir};
use rayon::prelude::*;

use super::page::{self, Rule};
use super::profile::Profile;
use crate::finding::RuleName;
use crate::source::{Source, Span};
use crate::strict_yaml::{Problem, nearest};

/// The pages and profiles that are compiled in.
static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// An ordered set of rules and profiles.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    rules: Vec<Arc<Rule>>,
    by_name: BTreeMap<RuleName, usize>,
    former_names: BTreeMap<RuleName, RuleName>,
    profiles: BTreeMap<String, EmbeddedProfile>,
}

impl Catalogue {
    /// The built-in rules and profiles, read once.
    ///
    /// A built-in page that cannot be read is left out; a test sees to it that there is none.
    pub fn builtin() -> Arc<Catalogue> {
        static BUILTIN: OnceLock<Arc<Catalogue>> = OnceLock::new();
        Arc::clone(BUILTIN.get_or_init(|| Arc::new(embedded().0)))
    }

    /// All rules, sorted by category and name.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(AsRef::as_ref)
    }

    /// The rule of this name.
    pub fn get(&self, name: &str) -> Option<&Rule> {
        let name: RuleName = name.parse().ok()?;
        self.rules.get(*self.by_name.get(&name)?).map(AsRef::as_ref)
    }

    /// The present name of a rule that was once called `name`.
    pub fn renamed(&self, name: &str) -> Option<&RuleName> {
        let name: RuleName = name.parse().ok()?;
        self.former_names.get(&name)
    }

    /// The categories, in alphabetical order.
    pub fn categories(&self) -> impl Iterator<Item = &str> {
        let categories: BTreeSet<&str> = self.rules().map(|rule| rule.category.as_str()).collect();
        categories.into_iter()
    }

    /// The profile of this name.
    pub fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)?.profile()
    }

    /// All profiles, sorted by name.
    pub fn profiles(&self) -> impl Iterator<Item = &Profile> {
        self.profiles.values().filter_map(EmbeddedProfile::profile)
    }

    /// The same catalogue with the pages of a folder: `<folder>/<category>/<name>.md`, or
    /// `<folder>/<name>.md`, whose category is the name of the folder. A page with the name of a
    /// built-in rule takes its place.
    ///
    /// # Errors
    /// A [`Problem`] for each page that cannot be read.
    pub fn with_pages(&self, folder: &Path) -> Result<Catalogue, Vec<Problem>> {
        let mut errors = Vec::new();
        let mut catalogue = self.clone();
        let pages = pages_below(folder).map_err(|error| vec![unreadable(folder, &error)])?;
        for path in pages {
            match read_page(&path).and_then(|rule| rule.check_matchers().map(|()| rule)) {
                Ok(rule) => catalogue.add(rule),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            catalogue.index();
            Ok(catalogue)
        } else {
            Err(errors)
        }
    }

    /// The front matter of all pages below a folder in the form that the program starts from:
    /// `rules/data/front-matter.tsv`, made from `rules/`.
    ///
    /// # Errors
    /// A [`Problem`] for each page that cannot be read.
    pub fn compile_front_matter(folder: &Path) -> Result<String, Vec<Problem>> {
        let pages = pages_below(folder).map_err(|error| vec![unreadable(folder, &error)])?;
        let (mut compiled, mut errors) = (String::new(), Vec::new());
        for path in pages {
            let Some(PagePlace::Rule { category, name }) = PagePlace::of(&path) else {
                continue;
            };
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error));
            let source = text.map(|text| Source::from_text(path.to_string_lossy(), text));
            match source.and_then(|source| page::compiled_line(source, category, name)) {
                Ok(line) => compiled.push_str(&line),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(compiled)
        } else {
            Err(errors)
        }
    }

    /// The rule, category or profile that was probably meant.
    pub fn suggest(&self, name: &str) -> Option<&str> {
        let rules = self.rules().map(|rule| rule.name.as_str());
        let profiles = self.profiles.keys().map(String::as_str);
        nearest(name, rules.chain(self.categories()).chain(profiles))
    }

    fn add(&mut self, rule: Rule) {
        self.rules.retain(|known| known.name != rule.name);
        self.rules.push(Arc::new(rule));
    }

    fn index(&mut self) {
        self.rules.sort_by(|left, right| {
            (&left.category, &left.name).cmp(&(&right.category, &right.name))
        });
        let named = self.rules.iter().enumerate();
        self.by_name = named
            .map(|(index, rule)| (rule.name.clone(), index))
            .collect();
        let renamed = self.rules.iter().flat_map(|rule| {
            let former = rule.former_names.iter();
            former.map(|former| (former.clone(), rule.name.clone()))
        });
        self.former_names = renamed.collect();
    }
}

/// The built-in catalogue, and what is wrong with the pages that it leaves out.
///
/// Every start of the program waits for this, so the pages are read in parallel.
fn embedded() -> (Catalogue, Vec<Problem>) {
    let files: Vec<&'static File<'static>> = EMBEDDED
        .dirs()
        .flat_map(Dir::entries)
        .filter_map(DirEntry::as_file)
        .collect();
    let pages: Vec<Result<Page, Problem>> =
        files.into_par_iter().filter_map(embedded_page).collect();
    let mut catalogue = Catalogue::default();
    let mut errors = Vec::new();
    for page in pages {
        match page {
            Ok(Page::Rule(rule)) => catalogue.rules.push(Arc::new(*rule)),
            Ok(Page::Profile(name, profile)) => {
                catalogue.profiles.insert(name, *profile);
            }
            Err(error) => errors.push(error),
        }
    }
    catalogue.index();
    (catalogue, errors)
}

/// What a file under `rules/` holds.
enum Page {
    Rule(Box<Rule>),
    Profile(String, Box<EmbeddedProfile>),
}

/// A built-in profile, read when it is first asked for: a run needs one or two of the two dozen.
#[derive(Clone, Debug)]
struct EmbeddedProfile {
    file: String,
    text: &'static str,
    read: OnceLock<Option<Profile>>,
}

impl EmbeddedProfile {
    fn parse(&self) -> Result<Profile, Problem> {
        Profile::parse(Source::from_text(&self.file, self.text))
    }

    fn profile(&self) -> Option<&Profile> {
        self.read.get_or_init(|| self.parse().ok()).as_ref()
    }
}

fn embedded_page(file: &'static File<'static>) -> Option<Result<Page, Problem>> {
    let path = Path::new("rules").join(file.path());
    let place = PagePlace::of(&path)?;
    let text = file.contents_utf8()?;
    Some(match place {
        PagePlace::Profile { name } => Ok(Page::Profile(
            name.to_owned(),
            Box::new(EmbeddedProfile {
                file: path.to_string_lossy().into_owned(),
                text,
                read: OnceLock::new(),
            }),
        )),
        PagePlace::Rule { category, name } => {
            let source = Source::from_text(path.to_string_lossy(), text);
            Rule::parse(source, category, name).map(|rule| Page::Rule(Box::new(rule)))
        }
    })
}

/// What a file under `rules/` is, told by its folder and extension.
enum PagePlace<'a> {
    Rule { category: &'a str, name: &'a str },
    Profile { name: &'a str },
}

impl<'a> PagePlace<'a> {
    fn of(path: &'a Path) -> Option<Self> {
        let category = path.parent()?.file_name()?.to_str()?;
        let name = path.file_stem()?.to_str()?;
        match (category, path.extension()?.to_str()?) {
            ("profiles", "yaml") => Some(Self::Profile { name }),
            ("profiles", _) => None,
            (_, "md") if name.starts_with(|first: char| first.is_ascii_lowercase()) => {
                Some(Self::Rule { category, name })
            }
            _ => None,
        }
    }
}

fn read_page(path: &Path) -> Result<Rule, Problem> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let source = Source::from_text(path.to_string_lossy(), text).at_path(path);
    match PagePlace::of(path) {
        Some(PagePlace::Rule { category, name }) => Rule::parse(source, category, name),
        _ => Err(Problem::at(
            &Arc::new(source),
            Span::new(0, 0),
            "a rule page is a file `<category>/<name>.md`",
        )),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let source = Arc::new(Source::from_text(path.to_string_lossy(), ""));
    Problem::at(&source, Span::new(0, 0), format!("cannot be read: {error}"))
}

/// The pages in a folder and in the folders directly below it, in the order of their paths.
fn pages_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut pages = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in std::fs::read_dir(&current)? {
            let path = entry?.path();
            if path.is_dir() && current == folder {
                folders.push(path);
            } else if matches!(PagePlace::of(&path), Some(PagePlace::Rule { .. })) {
                pages.push(path);
            }
        }
    }
    pages.sort();
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_page_can_be_read() {
        let (catalogue, errors) = embedded();
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(errors, Vec::<String>::new());
        for rule in catalogue.rules() {
            rule.check_matchers().unwrap();
        }
        for (name, profile) in &catalogue.profiles {
            assert_eq!(profile.parse().unwrap().name, *name);
        }
    }

    #[test]
    fn profiles_name_only_rules_and_options_that_there_are() {
        let problems = Catalogue::builtin().check_profiles();
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn the_embedded_pages_are_those_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let on_disk: Vec<String> = pages_below(&folder)
            .unwrap()
            .iter()
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let catalogue = Catalogue::builtin();
        let mut embedded: Vec<&str> = catalogue.rules().map(|rule| rule.name.as_str()).collect();
        embedded.sort_unstable();
        let mut on_disk: Vec<&str> = on_disk.iter().map(String::as_str).collect();
        on_disk.sort_unstable();
        assert_eq!(
            embedded, on_disk,
            "touch src/rule/catalogue.rs and build again"
        );
    }
}
