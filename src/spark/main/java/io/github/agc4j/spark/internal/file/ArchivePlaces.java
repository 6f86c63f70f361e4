package io.github.agc4j.spark.internal.file;

import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds files by what they are called in Spark: {@code http} and {@code https} addresses, and paths
 * of Hadoop's file systems, of which those of the machine are files.
 *
 * @param settings how Hadoop's file systems are reached
 */
public record ArchivePlaces(HadoopSettings settings) implements Serializable {
  /** Where the archive called {@code name} is. */
  public ArchiveLocation location(String name) throws IOException {
    if (isWeb(name)) {
      return ArchiveLocation.parse(name);
    }
    java.nio.file.Path local = local(name);
    if (local != null) {
      return ArchiveLocation.of(local);
    }
    Path path = new Path(name);
    return ArchiveLocation.of(HadoopSource.shown(path), () -> new HadoopSource(path, unchecked()));
  }

  private Configuration unchecked() {
    try {
      return settings.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code name} for people: without what may be secret in it. */
  public static String shown(String name) {
    if (isWeb(name)) {
      return ArchiveLocation.parse(name).toString();
    }
    Path path = new Path(name);
    return path.toUri().getAuthority() == null ? name : HadoopSource.shown(path);
  }

  /** The file of this machine called {@code name}; null if it is elsewhere. */
  public java.nio.file.Path local(String name) throws IOException {
    if (isWeb(name)) {
      return null;
    }
    Path path = new Path(name);
    return isLocal(path.getFileSystem(settings.get()))
        ? java.nio.file.Path.of(path.toUri().getPath()).toAbsolutePath()
        : null;
  }

  private static boolean isLocal(FileSystem files) {
    return files instanceof LocalFileSystem;
  }

  /** What tells a state of the file from others, as far as its file system does. */
  public String state(String name) throws IOException {
    java.nio.file.Path local = local(name);
    if (local != null) {
      return Files.size(local) + " " + Files.getLastModifiedTime(local).toMillis();
    }
    if (isWeb(name)) {
      return "";
    }
    Path path = new Path(name);
    FileStatus status = path.getFileSystem(settings.get()).getFileStatus(path);
    return status.getLen() + " " + status.getModificationTime();
  }

  private static boolean isWeb(String name) {
    String scheme = ArchiveLocation.isAddress(name) ? scheme(name) : "";
    return scheme.equals("http") || scheme.equals("https");
  }

  private static String scheme(String name) {
    return name.substring(0, name.indexOf(':')).toLowerCase(Locale.ROOT);
  }

  /**
   * An archive that is read.
   *
   * @param name what it is called, a whole path
   * @param from the index of its first sample that counts
   * @param state what tells the file from what may take its place
   * @param isFirst whether no other archive of a set comes before it
   */
  public record Source(String name, long from, String state, boolean isFirst)
      implements Serializable {}

  /** The archive called {@code name}, or those of a set, by whole paths. */
  public List<Source> sources(String name) throws IOException {
    String whole = whole(name);
    if (isWeb(name)) {
      return List.of(new Source(whole, 0, state(whole), true));
    }
    Path folder = new Path(whole);
    Path index = new Path(folder, ArchiveSet.INDEX);
    FileSystem files = folder.getFileSystem(settings.get());
    if (!files.exists(index)) {
      return List.of(new Source(whole, 0, state(whole), true));
    }
    List<Source> sources = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(files.open(index), StandardCharsets.UTF_8))) {
      for (ArchiveSet.Member member :
          ArchiveSet.parse(index.toString(), lines.lines().toList()).members()) {
        String archive = whole + "/" + member.name();
        sources.add(new Source(archive, member.from(), state(archive), sources.isEmpty()));
      }
      return sources;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The same of a name that may be null. */
  public String wholeOrNull(String name) throws IOException {
    return name == null ? null : whole(name);
  }

  /** The whole path of {@code name}, whatever the working folder of who asks. */
  public String whole(String name) throws IOException {
    if (isWeb(name)) {
      return name;
    }
    Path path = new Path(name);
    URI uri = path.getFileSystem(settings.get()).makeQualified(path).toUri();
    return new Path(uri).toString();
  }
}
