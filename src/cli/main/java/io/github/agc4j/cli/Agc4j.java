package io.github.agc4j.cli;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.cli.demo.DemoCommand;
import io.github.agc4j.cli.option.FileName;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.StandardOutput;
import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.cli.read.DigestCommand;
import io.github.agc4j.cli.read.GetColCommand;
import io.github.agc4j.cli.read.GetCtgCommand;
import io.github.agc4j.cli.read.GetSetCommand;
import io.github.agc4j.cli.read.InfoCommand;
import io.github.agc4j.cli.read.LengthsCommand;
import io.github.agc4j.cli.read.ListCtgCommand;
import io.github.agc4j.cli.read.ListRefCommand;
import io.github.agc4j.cli.read.ListSetCommand;
import io.github.agc4j.cli.read.MaskCommand;
import io.github.agc4j.cli.serve.ServeCommand;
import io.github.agc4j.cli.shell.CompletionCommand;
import io.github.agc4j.cli.shell.ManCommand;
import io.github.agc4j.cli.verify.DiffCommand;
import io.github.agc4j.cli.verify.SalvageCommand;
import io.github.agc4j.cli.verify.VerifyCommand;
import io.github.agc4j.cli.write.AnnotateCommand;
import io.github.agc4j.cli.write.AppendCommand;
import io.github.agc4j.cli.write.CompactCommand;
import io.github.agc4j.cli.write.CreateCommand;
import io.github.agc4j.cli.write.DropCommand;
import io.github.agc4j.cli.write.ExtractCommand;
import io.github.agc4j.cli.write.IndexCommand;
import io.github.agc4j.cli.write.MergeCommand;
import io.github.agc4j.cli.write.RenameCommand;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.info.UnfinishedFiles;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command's entry point: exit status 0 on success only, 2 for wrong usage, 1 otherwise. */
@Command(
    name = "agc4j",
    mixinStandardHelpOptions = true,
    versionProvider = Agc4j.Version.class,
    description =
        "Very large collections of assembled genomes in one random-access file (AGC format).",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:all that was asked for is done",
      "1:it could not be done, and one line on standard error says why",
      "2:wrong usage"
    })
public final class Agc4j implements Runnable {
  private static final int STATUS_FAILURE = 1;
  private static final int STATUS_USAGE = 2;

  /** 128 and the number of SIGPIPE. */
  private static final int STATUS_BROKEN_PIPE = 141;

  private static final String BROKEN_PIPE = "Broken pipe";

  /** The launcher tells by this property what it starts. */
  private static final String BUILD = "agc4j.build";

  private static final Map<String, Supplier<Object>> COMMANDS = commands();

  @Spec private CommandSpec spec;

  /** The version that {@code --version} prints: what it was made of, and by what it runs. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Runtime.Version java = Runtime.version();
      return new String[] {
        "agc4j "
            + AgcWriter.VERSION
            + ", "
            + commit()
            + ", "
            + System.getProperty(BUILD, "classes"),
        "reads AGC formats 1, 2 and 3, writes 3",
        System.getProperty("java.vm.name")
            + " "
            + java
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }

    /** The commit that was built and its day, or that there is none. */
    private static String commit() throws IOException {
      try (InputStream in = Agc4j.class.getResourceAsStream("commit")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  // Converters for kinds of values that no option has, and a language whose classes picocli would
  // look for in every jar: a tenth of the time that a short command takes.
  static {
    System.setProperty("picocli.converters.excludes", "java.sql.*,java.time.*");
    System.setProperty("picocli.disable.closures", "true");
  }

  /** Runs the command and ends the process with its status. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(UnfinishedFiles::deleteAll, "agc4j-unfinished"));
    if (args.length > 0 && args[0].equals(TrainingRun.NAME)) {
      TrainingRun.run(args);
      return;
    }
    int status = executeWithin(args);
    // Without an exit the JVM ends with this thread; exit would set up the JDK's loggers before.
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Runs the command; what the machine cannot give ends it with one line too. */
  private static int executeWithin(String... args) {
    try {
      return execute(args);
    } catch (OutOfMemoryError e) {
      System.err.println("agc4j: out of memory: " + e.getMessage());
      return STATUS_FAILURE;
    }
  }

  /** Runs the command and returns its status. */
  static int execute(String... args) {
    if (args.length == 0) {
      whole().usage(System.err);
      return STATUS_USAGE;
    }
    if (args[0].equals("help")) {
      return execute(args.length == 1 ? new String[] {"--help"} : new String[] {args[1], "--help"});
    }
    if (!args[0].startsWith("-") && !COMMANDS.containsKey(args[0])) {
      return reportUnknownCommand(args[0]);
    }
    CommandLine commandLine = commandLine(args);
    // Help and version go through this, which keeps to itself what fails.
    PrintWriter out = StandardOutput.writer();
    int status = run(commandLine.setOut(out), args);
    if (status == 0 && out.checkError()) {
      System.err.println("agc4j: standard output: cannot be written");
      return STATUS_FAILURE;
    }
    return status;
  }

  private static int run(CommandLine commandLine, String... args) {
    if (CalledAsAgc.is()) {
      commandLine.setExecutionStrategy(new CalledAsAgc());
    }
    return commandLine
        .registerConverter(Path.class, Agc4j::path)
        .registerConverter(ArchiveLocation.class, Agc4j::location)
        .setPosixClusteredShortOptionsAllowed(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Agc4j::reportUsage)
        .setExecutionExceptionHandler(Agc4j::reportFailure)
        .execute(args);
  }

  private static int reportUnknownCommand(String name) {
    UnknownNameException.Nearest nearest = new UnknownNameException.Nearest(name);
    COMMANDS.keySet().forEach(nearest);
    String names =
        nearest.names().isEmpty() ? "" : ", nearest: " + String.join(", ", nearest.names());
    System.err.println(
        "agc4j: no command " + Terminal.escaped(name) + names + " (see agc4j --help)");
    return STATUS_USAGE;
  }

  /** A shell's variable that is not set makes an empty name. */
  private static Path path(String name) {
    try {
      return FileName.of(name);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }

  private static ArchiveLocation location(String name) {
    try {
      return ArchiveLocation.isAddress(name)
          ? ArchiveLocation.parse(name)
          : ArchiveLocation.of(FileName.of(name));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }

  /**
   * Knows the command that is asked for, or else all of them: their options take time to set up.
   */
  private static CommandLine commandLine(String... args) {
    Supplier<Object> asked = args.length == 0 ? null : COMMANDS.get(args[0]);
    return asked == null ? whole() : withCommands(List.of(asked));
  }

  /** Knows all commands. */
  static CommandLine whole() {
    return withCommands(COMMANDS.values());
  }

  private static CommandLine withCommands(Collection<Supplier<Object>> commands) {
    CommandLine commandLine = new CommandLine(new Agc4j());
    for (Supplier<Object> command : commands) {
      CommandLine added = new CommandLine(command.get());
      added.getCommandSpec().versionProvider(new Version());
      commandLine.addSubcommand(added);
    }
    return commandLine;
  }

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("create", CreateCommand::new);
    commands.put("append", AppendCommand::new);
    commands.put("extract", ExtractCommand::new);
    commands.put("drop", DropCommand::new);
    commands.put("rename", RenameCommand::new);
    commands.put("annotate", AnnotateCommand::new);
    commands.put("merge", MergeCommand::new);
    commands.put("index", IndexCommand::new);
    commands.put("compact", CompactCommand::new);
    commands.put("getcol", GetColCommand::new);
    commands.put("getset", GetSetCommand::new);
    commands.put("getctg", GetCtgCommand::new);
    commands.put("listset", ListSetCommand::new);
    commands.put("listref", ListRefCommand::new);
    commands.put("listctg", ListCtgCommand::new);
    commands.put("lengths", LengthsCommand::new);
    commands.put("info", InfoCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("digest", DigestCommand::new);
    commands.put("diff", DiffCommand::new);
    commands.put("mask", MaskCommand::new);
    commands.put("salvage", SalvageCommand::new);
    commands.put("serve", ServeCommand::new);
    commands.put("demo", DemoCommand::new);
    commands.put("completion", () -> new CompletionCommand(Agc4j::definitions));
    commands.put("man", () -> new ManCommand(Agc4j::definitions));
    return commands;
  }

  private static CommandSpec definitions() {
    return whole().getCommandSpec();
  }

  private static int reportUsage(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = Terminal.escaped(e.getMessage() + nearestOptions(e));
    err.println("agc4j: " + message + " (see " + command + " --help)");
    return STATUS_USAGE;
  }

  /** The options that one that is unknown may have meant. */
  private static String nearestOptions(ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
        || !unmatched.isUnknownOption()) {
      return "";
    }
    String unknown = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
    UnknownNameException.Nearest nearest = new UnknownNameException.Nearest(unknown);
    e.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
        .filter(name -> name.startsWith("--"))
        .forEach(nearest);
    return nearest.names().isEmpty() ? "" : ", nearest: " + String.join(", ", nearest.names());
  }

  private static int reportFailure(
      Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
    if (message(e).endsWith(BROKEN_PIPE)) {
      // Whoever reads has enough, as in "| head"; other tools are killed by the signal, silently.
      return STATUS_BROKEN_PIPE;
    }
    PrintWriter err = commandLine.getErr();
    err.println("agc4j: " + Terminal.escaped(message(e)));
    Object command = commandLine.getCommand();
    if (command instanceof Verbosity.Holder holder && holder.verbosity().isTracing()) {
      Terminal.printTrace(e, err);
    }
    return e instanceof UsageException ? STATUS_USAGE : STATUS_FAILURE;
  }

  private static String message(Exception e) {
    if (e instanceof UncheckedIOException wrapped) {
      return message(wrapped.getCause());
    }
    if (e instanceof FileSystemException failed) {
      return failed.getFile() + ": " + reason(failed);
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String reason(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "exists already (--force replaces it)";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }
}
