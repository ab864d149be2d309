package io.github.llamacloud.jdbc.shell;

import io.github.llamacloud.jdbc.shell.Options.Input;
import io.github.llamacloud.jdbc.shell.Options.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line, read and explained. */
final class Arguments {
  private static final String DEFAULT_URL = "jdbc:llamacloud:";
  private static final String HISTORY = ".llamacloud_history";

  private static final String[] FOOTER = {
    "",
    "Without SQL and without -f the shell reads standard input; on a terminal it asks for",
    "statements, and \\? there explains the rest. Several statements are separated by ;",
    "and the first failure ends the run.",
    "",
    "The key is taken from LLAMA_CLOUD_API_KEY, or from a property (--property",
    "apiKeyFile=FILE); there is no option for it, because others can see command lines.",
    "",
    "csv is RFC 4180: CR LF line ends, NULL empty, the empty string \"\". json is one array of",
    "objects per statement. Both write date-times as 2024-03-10T02:30:00.123Z.",
    "",
    "Exit code: 0, 1 if a statement failed, 2 if the command line is wrong.",
  };

  private Arguments() {}

  static Options parse(Path home, String... arguments) throws UsageException {
    ParseResult parsed;
    try {
      parsed = commandLine().parseArgs(arguments);
    } catch (UnmatchedArgumentException e) {
      // Only the name: a key may follow it.
      throw new UsageException("Unknown option: " + e.getUnmatched().get(0).split("=", 2)[0]);
    } catch (ParameterException e) {
      throw new UsageException(String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
    }
    return new Options(
        value(parsed, "--url").orElse(DEFAULT_URL),
        properties(parsed),
        inputs(parsed),
        format(value(parsed, "--format").orElse(Format.TABLE.label())),
        history(parsed, home),
        parsed.hasMatchedOption("--requests"),
        parsed.isUsageHelpRequested(),
        parsed.isVersionHelpRequested());
  }

  static String help() {
    return commandLine().getUsageMessage(Ansi.OFF);
  }

  private static Optional<String> value(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option)
        ? Optional.of(parsed.matchedOption(option).<String>getValue())
        : Optional.empty();
  }

  private static Format format(String name) throws UsageException {
    return Format.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "No format is called '" + name + "'; there are " + Format.choices()));
  }

  private static Properties properties(ParseResult parsed) throws UsageException {
    Properties properties = new Properties();
    if (parsed.hasMatchedOption("--property")) {
      for (String setting : parsed.matchedOption("--property").stringValues()) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
          // The text is not repeated: it may be a key.
          throw new UsageException("--property takes name=value");
        }
        properties.setProperty(setting.substring(0, equals), setting.substring(equals + 1));
      }
    }
    return properties;
  }

  private static Optional<Path> history(ParseResult parsed, Path home) {
    if (parsed.hasMatchedOption("--no-history")) {
      return Optional.empty();
    }
    return Optional.of(value(parsed, "--history").map(Path::of).orElse(home.resolve(HISTORY)));
  }

  /** In the order of the command line, where {@code -e} and {@code -f} may alternate. */
  private static List<Input> inputs(ParseResult parsed) {
    List<Input> inputs = new ArrayList<>();
    Iterator<String> statements = values(parsed, "--execute");
    Iterator<String> files = values(parsed, "--file");
    // An option that was given twice is listed twice, with all its values each time.
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.longestName().equals("--execute")) {
        inputs.add(new Input.Sql(statements.next()));
      } else if (option.longestName().equals("--file")) {
        inputs.add(new Input.Script(files.next()));
      }
    }
    List<String> rest = parsed.matchedPositionalValue(0, List.of());
    rest.forEach(sql -> inputs.add(new Input.Sql(sql)));
    return List.copyOf(inputs);
  }

  private static Iterator<String> values(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option)
        ? parsed.matchedOption(option).stringValues().iterator()
        : List.<String>of().iterator();
  }

  private static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name("llamacloud-jdbc");
    spec.usageMessage()
        .width(90)
        .sortOptions(false)
        .description("SQL over the batch-processing jobs of LlamaCloud.", "")
        .footer(FOOTER);
    spec.addOption(
        one("URL", "The JDBC URL; jdbc:llamacloud: by default. Try jdbc:llamacloud:demo.")
            .names("-u", "--url")
            .build());
    spec.addOption(many("SQL", "Run this.").names("-e", "--execute").build());
    spec.addOption(
        many("FILE", "Run the statements of a file; - is standard input.")
            .names("-f", "--file")
            .build());
    spec.addOption(
        one("FORMAT", "How to write results: " + Format.choices() + ".").names("--format").build());
    spec.addOption(
        many("NAME=VALUE", "A connection property, e.g. region=eu.")
            .names("-P", "--property")
            .build());
    spec.addOption(
        flag("After each statement, list the requests it sent on the error stream.")
            .names("--requests")
            .build());
    spec.addOption(
        one("FILE", "Where the history of a session is kept; ~/" + HISTORY + " by default.")
            .names("--history")
            .build());
    spec.addOption(flag("Keep no history.").names("--no-history").build());
    spec.addOption(flag("Show this text.").names("-h", "--help").usageHelp(true).build());
    spec.addOption(flag("Show the version.").names("-V", "--version").versionHelp(true).build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .paramLabel("SQL")
            .description("Run this, after what -e and -f ask for.")
            .build());
    // SQL may begin with @, which is not the name of a file of arguments here.
    // The last of two URLs counts: scripts like ./demo put theirs first.
    return new CommandLine(spec)
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setOverwrittenOptionsAllowed(true);
  }

  private static OptionSpec.Builder one(String label, String description) {
    return OptionSpec.builder("-").type(String.class).paramLabel(label).description(description);
  }

  private static OptionSpec.Builder many(String label, String description) {
    return OptionSpec.builder("-")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description);
  }

  private static OptionSpec.Builder flag(String description) {
    return OptionSpec.builder("-").type(boolean.class).description(description);
  }
}
