package io.github.agc4j.source;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Archives in one folder that {@link io.github.agc4j.AgcReader} opens as if they were one: such as
 * the shards of a collection that is not merged. The folder's file {@link #INDEX} tells which, in
 * lines with a tab:
 *
 * <pre>
 * agc4j-set  1
 * base.agc   0
 * shard1.agc 25
 * </pre>
 *
 * <p>After the version the archives in their order, by names of files in the folder, each with the
 * index of its first sample that counts: those before it are of an archive above, such as of the
 * base that both extend. No name may be that of two samples that count.
 *
 * @param members one or more
 */
public record ArchiveSet(List<Member> members) {
  /** What the index is called. */
  public static final String INDEX = "agc4j-set.tsv";

  /**
   * The file beside it with the names of all samples, so that no archive has to be opened to know
   * which one a sample is in; without it the archives are asked.
   */
  public static final String NAMES = "agc4j-set.names";

  private static final String FIRST_LINE = "agc4j-set\t1";

  /**
   * An archive of the set.
   *
   * @param name of its file in the folder
   * @param from the index of its first sample that counts
   */
  public record Member(String name, long from) {
    /** Checks both. */
    public Member {
      boolean isPlain = !name.isEmpty() && name.chars().noneMatch(c -> c == '/' || c < ' ');
      if (!isPlain || name.equals("..") || name.equals(".") || from < 0) {
        throw new IllegalArgumentException("name=" + name + " from=" + from);
      }
    }
  }

  /** Checks that there is one at least, and none twice. */
  public ArchiveSet {
    members = List.copyOf(members);
    Set<String> names = new HashSet<>();
    if (members.isEmpty() || !members.stream().allMatch(member -> names.add(member.name()))) {
      throw new IllegalArgumentException("members=" + members);
    }
  }

  /** Whether {@code path} is a folder with an index. */
  public static boolean isSet(Path path) {
    return Files.isDirectory(path) && Files.exists(path.resolve(INDEX));
  }

  /**
   * Whether {@code location} is a folder with an index, or the index, or an address that ends like
   * that of a folder.
   */
  public static boolean isSet(ArchiveLocation location) {
    return location instanceof ArchiveLocation.AtAddress there
        ? there.address().getPath().endsWith("/") || there.fileName().equals(INDEX)
        : location.path() != null && (isSet(location.path()) || location.fileName().equals(INDEX));
  }

  /** The folder of the set at {@code location}. */
  public static ArchiveLocation folder(ArchiveLocation location) {
    return location.fileName().equals(INDEX) ? location.folder() : location;
  }

  /**
   * Reads the index of a folder.
   *
   * @throws IOException when there is none, or it is not what it should be: with the line
   */
  public static ArchiveSet read(Path folder) throws IOException {
    Path index = folder.resolve(INDEX);
    try {
      return parse(index.toString(), Files.readAllLines(index));
    } catch (CharacterCodingException e) {
      throw new IOException(index + ": is not UTF-8", e);
    }
  }

  /**
   * The set that {@code lines} tell.
   *
   * @param name what they are called in messages
   */
  public static ArchiveSet parse(String name, List<String> lines) throws IOException {
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
      throw new IOException(name + ": line 1 is not \"agc4j-set\", a tab and \"1\"");
    }
    List<Member> members = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      String[] fields = lines.get(line).split("\t", -1);
      try {
        if (fields.length != 2) {
          throw new IllegalArgumentException("is not a name, a tab and a number");
        }
        members.add(new Member(fields[0], Long.parseLong(fields[1])));
      } catch (IllegalArgumentException e) {
        throw new IOException(name + ": line " + (line + 1) + ": " + e.getMessage(), e);
      }
    }
    try {
      return new ArchiveSet(members);
    } catch (IllegalArgumentException e) {
      throw new IOException(name + ": no archives, or one twice", e);
    }
  }

  /** The archives of the set at {@code path}, or the one that this is. */
  public static List<Path> archives(Path path) throws IOException {
    ArchiveLocation location = ArchiveLocation.of(path);
    if (!isSet(location)) {
      return List.of(path);
    }
    ArchiveLocation folder = folder(location);
    return read(folder.path()).locations(folder).stream().map(ArchiveLocation::path).toList();
  }

  /** Where the archives are of the set in {@code folder}. */
  public List<ArchiveLocation> locations(ArchiveLocation folder) {
    return members.stream().map(member -> folder.resolve(member.name())).toList();
  }

  /** The lines of the index. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST_LINE);
    members.forEach(member -> lines.add(member.name() + "\t" + member.from()));
    return lines;
  }

  /** Writes the index of a folder: last, when its archives are there. */
  public void write(Path folder) throws IOException {
    Path unfinished = folder.resolve(INDEX + ".part" + ProcessHandle.current().pid());
    try {
      Files.writeString(unfinished, String.join("\n", lines()) + "\n", StandardCharsets.UTF_8);
      Files.move(unfinished, folder.resolve(INDEX), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
