package io.github.agc4j.nio;

import io.github.agc4j.AgcReader;
import io.github.agc4j.VirtualFasta;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;

/** The samples of one archive as files, as long as it is open. Any thread may use it. */
final class AgcFileSystem extends FileSystem {
  private static final int LATEST = 4;

  private final AgcFileSystemProvider provider;
  private final String archive;
  private final AgcReader reader;

  /** The files that were asked for last: finding out where their contigs are takes time. */
  private final Map<Long, VirtualFasta> latest =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, VirtualFasta> eldest) {
          return size() > LATEST;
        }
      };

  private volatile boolean isClosed;

  /**
   * The files of {@code reader}, which is closed with them.
   *
   * @param archive what stands for the archive in URIs, in front of the exclamation mark
   */
  AgcFileSystem(AgcFileSystemProvider provider, String archive, AgcReader reader) {
    this.provider = provider;
    this.archive = archive;
    this.reader = reader;
  }

  /** What stands for the archive in URIs. */
  String archive() {
    return archive;
  }

  AgcReader reader() {
    if (isClosed) {
      throw new ClosedFileSystemException();
    }
    return reader;
  }

  /** A sample's sequences as a file. */
  VirtualFasta fasta(long sample) throws IOException {
    synchronized (latest) {
      VirtualFasta fasta = latest.get(sample);
      if (fasta == null) {
        fasta = new VirtualFasta(reader(), sample);
        latest.put(sample, fasta);
      }
      return fasta;
    }
  }

  URI uri(String path) {
    try {
      String quoted = new URI(null, null, path, null).getRawPath();
      return URI.create(AgcFileSystemProvider.SCHEME + ":" + archive + "!" + quoted);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What is at {@code path}; null if that is the root.
   *
   * @throws NoSuchFileException when there is nothing
   */
  SampleFile require(AgcPath path) throws NoSuchFileException {
    List<String> names = path.wholeNames();
    if (names.isEmpty()) {
      return null;
    }
    SampleFile found = names.size() == 1 ? find(names.getFirst()) : null;
    if (found == null) {
      throw new NoSuchFileException(path.toString(), null, "no such file in " + reader().name());
    }
    return found;
  }

  private SampleFile find(String fileName) {
    for (SampleFile.Kind kind : SampleFile.Kind.values()) {
      if (fileName.endsWith(kind.suffix())) {
        String coded = fileName.substring(0, fileName.length() - kind.suffix().length());
        String sample = coded.replace("%2F", "/").replace("%25", "%");
        if (reader().hasSample(sample)) {
          return new SampleFile(index(sample), kind);
        }
      }
    }
    return null;
  }

  private long index(String sample) {
    try {
      return reader().sampleIndex(sample);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All files, sample by sample, in {@code folder}. */
  Iterator<Path> files(Path folder) {
    SampleFile.Kind[] kinds = SampleFile.Kind.values();
    long count = reader().samples() * kinds.length;
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public Path next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        String sample = reader().sampleName(next / kinds.length);
        String coded = sample.replace("%", "%25").replace("/", "%2F");
        String suffix = kinds[(int) (next++ % kinds.length)].suffix();
        return folder.resolve(coded + suffix);
      }
    };
  }

  @Override
  public AgcFileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      provider.forget(this);
      reader.close();
    }
  }

  @Override
  public boolean isOpen() {
    return !isClosed;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(AgcPath.of(this, "/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    return AgcPath.of(this, more.length == 0 ? first : first + "/" + String.join("/", more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    int colon = syntaxAndPattern.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException(syntaxAndPattern + ": no syntax in front of the pattern");
    }
    String pattern = syntaxAndPattern.substring(colon + 1);
    Pattern expression =
        switch (syntaxAndPattern.substring(0, colon).toLowerCase(Locale.ROOT)) {
          case "glob" -> Pattern.compile(Glob.expression(pattern), Pattern.DOTALL);
          case "regex" -> Pattern.compile(pattern);
          default -> throw new UnsupportedOperationException(syntaxAndPattern);
        };
    return path -> expression.matcher(path.toString()).matches();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("files of an archive have no owners");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("an archive is not watched");
  }
}
