package io.github.agc4j.nio;

import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A path in an archive: names with slashes between them, from the root on or not. */
final class AgcPath implements Path {
  private static final String SLASH = "/";

  private final AgcFileSystem files;
  private final boolean isAbsolute;
  private final List<String> names;

  private AgcPath(AgcFileSystem files, boolean isAbsolute, List<String> names) {
    this.files = files;
    this.isAbsolute = isAbsolute;
    this.names = names;
  }

  static AgcPath of(AgcFileSystem files, String text) {
    List<String> names = Arrays.stream(text.split(SLASH)).filter(name -> !name.isEmpty()).toList();
    return new AgcPath(files, text.startsWith(SLASH), names);
  }

  /** {@code path} if it is one of an archive. */
  static AgcPath of(Path path) {
    if (Objects.requireNonNull(path) instanceof AgcPath own) {
      return own;
    }
    throw new ProviderMismatchException("no path in an archive: " + path);
  }

  /** Whether it is the empty path, which has one name without letters. */
  private boolean isEmpty() {
    return !isAbsolute && names.isEmpty();
  }

  /** The names from the root on, without dots. */
  List<String> wholeNames() {
    return ((AgcPath) toAbsolutePath().normalize()).names;
  }

  private AgcPath with(boolean absolute, List<String> newNames) {
    return new AgcPath(files, absolute, List.copyOf(newNames));
  }

  @Override
  public AgcFileSystem getFileSystem() {
    return files;
  }

  @Override
  public boolean isAbsolute() {
    return isAbsolute;
  }

  @Override
  public Path getRoot() {
    return isAbsolute ? with(true, List.of()) : null;
  }

  @Override
  public Path getFileName() {
    if (names.isEmpty()) {
      return isAbsolute ? null : this;
    }
    return with(false, List.of(names.getLast()));
  }

  @Override
  public Path getParent() {
    if (names.isEmpty() || names.size() == 1 && !isAbsolute) {
      return null;
    }
    return with(isAbsolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return isEmpty() ? 1 : names.size();
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int begin, int end) {
    if (begin < 0 || end > getNameCount() || begin >= end) {
      throw new IllegalArgumentException("begin=" + begin + " end=" + end);
    }
    return isEmpty() ? this : with(false, names.subList(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof AgcPath own
        && own.files == files
        && own.isAbsolute == isAbsolute
        && own.isEmpty() == isEmpty()
        && own.names.size() <= names.size()
        && names.subList(0, own.names.size()).equals(own.names);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(other instanceof AgcPath own) || own.files != files || own.isEmpty() != isEmpty()) {
      return false;
    }
    if (own.isAbsolute) {
      return equals(own);
    }
    int from = names.size() - own.names.size();
    return from >= 0 && names.subList(from, names.size()).equals(own.names);
  }

  @Override
  public Path normalize() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      boolean isUp = name.equals("..");
      if (isUp && !kept.isEmpty() && !kept.getLast().equals("..")) {
        kept.removeLast();
      } else if (!name.equals(".") && !(isUp && isAbsolute)) {
        kept.add(name);
      }
    }
    return with(isAbsolute, kept);
  }

  @Override
  public Path resolve(Path other) {
    AgcPath own = of(other);
    if (own.isAbsolute) {
      return own;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(own.names);
    return with(isAbsolute, all);
  }

  @Override
  public Path relativize(Path other) {
    AgcPath own = of(other);
    if (own.isAbsolute != isAbsolute) {
      throw new IllegalArgumentException("one of both paths is from the root on");
    }
    int common = 0;
    while (common < Math.min(names.size(), own.names.size())
        && names.get(common).equals(own.names.get(common))) {
      common++;
    }
    List<String> steps = new ArrayList<>();
    for (int i = common; i < names.size(); i++) {
      steps.add("..");
    }
    steps.addAll(own.names.subList(common, own.names.size()));
    return with(false, steps);
  }

  @Override
  public URI toUri() {
    return files.uri(toAbsolutePath().toString());
  }

  @Override
  public Path toAbsolutePath() {
    return isAbsolute ? this : with(true, names);
  }

  @Override
  public Path toRealPath(LinkOption... options) throws NoSuchFileException {
    Path real = toAbsolutePath().normalize();
    files.require(of(real));
    return real;
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("an archive is not watched");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(of(other).toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AgcPath own
        && own.files == files
        && own.isAbsolute == isAbsolute
        && own.names.equals(names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(System.identityHashCode(files), isAbsolute, names);
  }

  @Override
  public String toString() {
    return (isAbsolute ? SLASH : "") + String.join(SLASH, names);
  }
}
