//! Where reports go, and in which formats.

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use statuslint::engine::Report;
use statuslint::report::{Appearance, Context, Format};
use statuslint::strict_yaml::nearest;

use super::CliError;
use super::appearance::DisplayArgs;

/// One report: a format, and where it goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Output {
    format: Format,
    /// Standard output where there is none.
    file: Option<PathBuf>,
}

/// What `--output` was given.
enum Given {
    /// `sarif=report.sarif`
    FormatAndFile(Format, PathBuf),
    /// `github`
    Format(Format),
    /// `report.txt`
    File(PathBuf),
}

/// Stands for standard output, as it stands for standard input among the paths.
const STANDARD_OUTPUT: &str = "-";

impl Output {
    /// The reports that the command line asks for.
    pub(super) fn all_of(
        format: Option<Format>,
        outputs: &[PathBuf],
    ) -> Result<Vec<Self>, CliError> {
        let chosen = format.unwrap_or_default();
        let mut asked = Vec::new();
        let mut is_chosen_used = false;
        for output in outputs {
            let (format, file) = match Given::parse(output)? {
                Given::FormatAndFile(format, file) => (format, Some(file)),
                Given::Format(format) => (format, None),
                Given::File(file) => {
                    is_chosen_used = true;
                    (chosen, Some(file))
                }
            };
            let file = file.filter(|file| file.as_os_str() != STANDARD_OUTPUT);
            asked.push(Self { format, file });
        }
        if outputs.is_empty() || (format.is_some() && !is_chosen_used) {
            let file = None;
            let format = chosen;
            asked.push(Self { format, file });
        }
        refuse_collisions(&asked)?;
        Ok(asked)
    }

    /// The format.
    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Writes the report.
    pub(super) fn write<'a>(
        &self,
        report: &Report,
        context: impl Fn(Appearance) -> Context<'a>,
        display: DisplayArgs,
    ) -> Result<(), CliError> {
        let Some(path) = &self.file else {
            let output = io::stdout();
            let context = context(display.appearance(&output));
            // Whoever closed the pipe has read enough, and still gets the exit code.
            return match self.print(report, &context, output.lock()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
                _ => Ok(()),
            };
        };
        self.write_file(path, report, context, display)
            .map_err(|error| {
                CliError::refused(
                    format!("cannot write `{}`: {error}", path.display()),
                    "name a file in a folder that exists and may be written",
                )
            })
    }

    /// Writes a file whole or not at all, so that nobody reads half a report.
    fn write_file<'a>(
        &self,
        path: &Path,
        report: &Report,
        context: impl Fn(Appearance) -> Context<'a>,
        display: DisplayArgs,
    ) -> io::Result<()> {
        // What a link leads to is replaced, and the link stays.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let known = fs::metadata(&target).ok();
        if known.as_ref().is_some_and(|known| !known.is_file()) {
            // A pipe or a device cannot be replaced.
            let file = fs::OpenOptions::new().write(true).open(&target)?;
            let context = context(display.appearance(&file));
            return self.print(report, &context, file);
        }
        let folder = target.parent().filter(|folder| *folder != Path::new(""));
        let file = aside().tempfile_in(folder.unwrap_or(Path::new(".")))?;
        let context = context(display.appearance(file.as_file()));
        self.print(report, &context, file.as_file())?;
        if let Some(known) = known {
            file.as_file().set_permissions(known.permissions())?;
        }
        file.persist(&target)?;
        Ok(())
    }

    fn print(
        &self,
        report: &Report,
        context: &Context<'_>,
        output: impl io::Write,
    ) -> io::Result<()> {
        let mut output = BufWriter::new(output);
        let reporter = self.format.reporter();
        reporter.report(report, context, &mut output)?;
        output.flush()
    }
}

impl Given {
    fn parse(output: &Path) -> Result<Self, CliError> {
        let Some(text) = output.to_str() else {
            return Ok(Self::File(output.to_owned()));
        };
        if let Ok(format) = text.parse() {
            return Ok(Self::Format(format));
        }
        let (word, file) = text.split_once('=').unzip();
        if let Some((format, file)) = word.and_then(|word| word.parse().ok()).zip(file) {
            if file.is_empty() {
                return Err(CliError::refused(
                    format!("`--output {text}` names no file"),
                    format!(
                        "write `--output {format}=FILE`, or `--output {format}` for standard output"
                    ),
                ));
            }
            return Ok(Self::FormatAndFile(format, PathBuf::from(file)));
        }
        let word = word.unwrap_or(text);
        match nearest(word, Format::ALL.map(Format::as_str)) {
            Some(meant) => Err(CliError::refused(
                format!("`{word}` is not a format"),
                format!("did you mean `{meant}`? For a file of that name, write `./{text}`"),
            )),
            None => Ok(Self::File(output.to_owned())),
        }
    }
}

/// Two reports in one place would be neither.
fn refuse_collisions(outputs: &[Output]) -> Result<(), CliError> {
    for (index, output) in outputs.iter().enumerate() {
        let mut before = outputs.iter().take(index);
        let Some(other) = before.find(|other| other.file == output.file) else {
            continue;
        };
        let (one, two) = (other.format, output.format);
        return Err(match &output.file {
            None => CliError::refused(
                format!("two reports go to standard output: `{one}` and `{two}`"),
                format!("write one to a file: `--output {one}=FILE`"),
            ),
            Some(file) => CliError::refused(
                format!(
                    "two reports go to `{}`: `{one}` and `{two}`",
                    file.display()
                ),
                "give each a file of its own",
            ),
        });
    }
    Ok(())
}

/// A file beside its target, with the permissions that a new file has.
#[cfg(unix)]
fn aside() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut builder = tempfile::Builder::new();
    builder
        .prefix(".statuslint-")
        .permissions(fs::Permissions::from_mode(0o666));
    builder
}

/// A file beside its target.
#[cfg(not(unix))]
fn aside() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".statuslint-");
    builder
}
