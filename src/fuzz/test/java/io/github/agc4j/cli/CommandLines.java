package io.github.agc4j.cli;

import io.github.agc4j.fuzz.Bounds;
import io.github.agc4j.fuzz.input.Script;
import io.github.agc4j.fuzz.input.TextEdit;
import io.github.agc4j.fuzz.input.Workplace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs the command in this process with arguments, one per line: whatever they are, it ends with
 * status 0, or 1 or 2 and one line that says why.
 *
 * <p>Arguments that begin with {@code %} are files in a folder that is made anew each time. Others
 * hold no slash, so that nothing outside of it and the working folder is written.
 */
public final class CommandLines {
  private static final String[] WORDS = {
    "%x.agc",
    "%ref.fa",
    "%a.fa",
    "%list",
    "%regions",
    "%out.agc",
    "%folder",
    "%missing/x",
    "chr1",
    "chr1@ref:1-9",
    "ref",
    "a",
    "*",
    "0",
    "1",
    "2",
    "3",
    "17",
    "21",
    "100",
    "1000",
    "-1",
    "0.01",
    "1e9",
    "99999999999",
    "512m",
    "json",
    "",
    " ",
    "--",
    "@",
    "=",
    "bash",
    "zsh",
    "pansn",
    "\u00e9"
  };

  private static final String[][] SEEDS_TEXTS = {
    {"create", "-k", "17", "-s", "100", "-o", "%out.agc", "%ref.fa", "%a.fa"},
    {"append", "-o", "%out.agc", "%x.agc", "%a.fa"},
    {"append", "%x.agc", "%ref.fa"},
    {"extract", "-o", "%out.agc", "%x.agc", "ref"},
    {"getcol", "-o", "%folder", "%x.agc"},
    {"getset", "-l", "60", "-o", "%out.fa", "%x.agc", "a", "ref"},
    {"getctg", "-o", "%out.fa", "%x.agc", "chr1@ref:1-9", "chr1@a"},
    {"listset", "-o", "%out.txt", "%x.agc"},
    {"listctg", "-o", "%out.txt", "%x.agc", "ref"},
    {"lengths", "-o", "%out.txt", "%x.agc"},
    {"info", "-v", "1", "-o", "%out.txt", "%x.agc"},
    {"man", "--all", "%folder"},
    {"--version"},
    {"help"}
  };

  /** How many seeds a script can choose from. */
  public static final int SEEDS = SEEDS_TEXTS.length;

  private static final List<String> NAMES = names();
  private static final int EDITS_MAX = 8;
  private static final Set<String> WITHOUT_OUTPUT = Set.of("man", "completion", "demo");

  static {
    // What the command prints is nobody's; help texts would fill the log.
    System.setOut(new PrintStream(PrintStream.nullOutputStream()));
  }

  private CommandLines() {}

  private static List<String> names() {
    Set<String> names = new TreeSet<>();
    CommandSpec root = Agc4j.whole().getCommandSpec();
    root.subcommands()
        .forEach(
            (name, command) -> {
              names.add(name);
              command.getCommandSpec().options().forEach(o -> names.addAll(List.of(o.names())));
            });
    return List.copyOf(names);
  }

  /** The arguments that {@code input} describes. */
  public static byte[] text(byte[] input) {
    Script script = new Script(input);
    List<String> words = new ArrayList<>(List.of(SEEDS_TEXTS[script.below(SEEDS)]));
    for (int i = 0; i < EDITS_MAX && script.hasMore(); i++) {
      edit(script, words);
    }
    return String.join("\n", words).getBytes(StandardCharsets.UTF_8);
  }

  private static void edit(Script script, List<String> words) {
    int kind = script.below(6);
    int at = script.below(words.size() + 1);
    switch (kind) {
      case 0 -> words.add(at, NAMES.get(script.below(NAMES.size())));
      case 1 -> words.add(at, WORDS[script.below(WORDS.length)]);
      case 2 -> {
        String name = NAMES.get(script.below(NAMES.size()));
        words.add(at, name + "=" + WORDS[script.below(WORDS.length)]);
      }
      default -> {
        if (at < words.size()) {
          String word = words.remove(at);
          if (kind > 3) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            byte[] edited = TextEdit.apply(script, bytes, new byte[0]);
            words.add(at, new String(edited, StandardCharsets.UTF_8));
          }
        }
      }
    }
  }

  /** Runs the command with the arguments in {@code text}. */
  public static void check(byte[] text) throws IOException {
    Path folder = prepare();
    String[] args =
        new String(text, StandardCharsets.UTF_8)
            .lines()
            .map(line -> argument(line, folder))
            .toArray(String[]::new);
    if (args.length == 0 || WITHOUT_OUTPUT.contains(args[0]) && args.length < 3) {
      return;
    }
    PrintStream err = System.err;
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int[] status = new int[1];
    try (PrintStream sink = new PrintStream(messages, true, StandardCharsets.UTF_8)) {
      System.setErr(sink);
      Bounds.attempt(() -> status[0] = Agc4j.execute(withOutput(args, folder)));
    } finally {
      System.setErr(err);
    }
    check(status[0], messages.toString(StandardCharsets.UTF_8), List.of(args));
  }

  private static void check(int status, String messages, List<String> args) {
    if (status < 0 || status > 2) {
      throw new AssertionError("status " + status + ": " + messages);
    }
    boolean traces = args.stream().anyMatch(arg -> arg.startsWith("-") && arg.contains("v"));
    if (messages.contains("\tat ") && !traces) {
      throw new AssertionError("a stack trace: " + messages);
    }
    String last = messages.strip().lines().reduce("", (a, b) -> b);
    if (status != 0 && !last.startsWith("agc4j: ") && !traces) {
      throw new AssertionError("status " + status + " without a reason: " + messages);
    }
  }

  private static String argument(String line, Path folder) {
    // Standard input belongs to the test's own process.
    String safe = line.endsWith("-") ? line + "x" : line;
    safe = safe.equals("demo") ? "demos" : safe;
    int file = safe.indexOf('%');
    return file < 0
        ? safe.replace("/", "")
        : safe.substring(0, file).replace("/", "")
            + folder.resolve(safe.substring(file + 1).replaceAll("[/.\0]*/|\0", ""));
  }

  /** Standard output belongs to it, too: what has an output writes to a file, if possible. */
  private static String[] withOutput(String[] args, Path folder) {
    boolean has = Stream.of(args).anyMatch(arg -> arg.startsWith("-o") || arg.startsWith("--o"));
    if (has || args[0].startsWith("-") || WITHOUT_OUTPUT.contains(args[0])) {
      return args;
    }
    List<String> more = new ArrayList<>(List.of(args));
    more.addAll(1, List.of("-o", folder.resolve("output").toString()));
    return more.toArray(String[]::new);
  }

  private static Path prepare() throws IOException {
    Path folder = Workplace.folder().resolve("command");
    if (Files.exists(folder)) {
      Workplace.delete(folder);
    }
    Files.createDirectories(folder.resolve("folder"));
    try (var seed = CommandLines.class.getResourceAsStream("/seeds/v3-b.agc")) {
      Files.copy(seed, folder.resolve("x.agc"));
    }
    String bases = "ACGTTGCATTTGACCCATAGGGATTACAGATTTACGCATCAGCATTTAGCCGGCATATTATTCGCGGATCG";
    Files.writeString(folder.resolve("ref.fa"), ">chr1 one\n" + bases.repeat(4) + "\n>chr2\nAC\n");
    Files.writeString(folder.resolve("a.fa"), ">chr1\n" + bases.repeat(3) + "\n");
    Files.writeString(folder.resolve("list"), folder.resolve("a.fa") + "\n");
    Files.writeString(folder.resolve("regions"), "chr1@ref:1-9\nchr1@a\t0\t10\n");
    return folder;
  }
}
