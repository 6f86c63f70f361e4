package io.github.agc4j.nio;

import io.github.agc4j.AgcReader;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opens archives as file systems by URIs of the scheme {@code agc}. A path of an archive opens it
 * if it is not open; it stays open until its file system is closed.
 */
public final class AgcFileSystemProvider extends FileSystemProvider {
  /** The scheme of the URIs. */
  public static final String SCHEME = "agc";

  private static final String END = "!";

  private final Map<String, AgcFileSystem> opened = new HashMap<>();

  /** For the JDK, which finds it by itself. */
  public AgcFileSystemProvider() {}

  @Override
  public String getScheme() {
    return SCHEME;
  }

  /** What stands for the archive in {@code uri}: a file's path or an address. */
  private static String archive(URI uri) {
    String rest = uri.getRawSchemeSpecificPart();
    int end = rest.lastIndexOf(END + "/");
    if (!SCHEME.equalsIgnoreCase(uri.getScheme()) || end <= 0) {
      throw new IllegalArgumentException(
          "no path in an archive, as agc:///path/x.agc!/SAMPLE.fa is one");
    }
    String archive = rest.substring(0, end);
    return archive.startsWith("/")
        ? Path.of(URI.create("file:" + archive)).toAbsolutePath().normalize().toUri().getRawPath()
        : archive;
  }

  /** The path in the archive. */
  private static String path(URI uri) {
    String rest = uri.getRawSchemeSpecificPart();
    String raw = rest.substring(rest.lastIndexOf(END + "/") + 1);
    String fragment = uri.getRawFragment();
    String whole = fragment == null ? raw : raw + "%23" + fragment;
    // What looks like a query belongs to a name, and two slashes are no beginning of a host.
    return URI.create("/" + whole.replace("?", "%3F").replaceFirst("^/+", "")).getPath();
  }

  private static ArchiveLocation location(String archive) {
    return archive.startsWith("/")
        ? ArchiveLocation.of(URI.create("file:" + archive))
        : ArchiveLocation.of(URI.create(archive));
  }

  /**
   * Opens the archive of {@code uri}; what follows the exclamation mark does not matter.
   *
   * @param environment not looked at
   */
  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
    synchronized (opened) {
      String archive = archive(uri);
      if (opened.containsKey(archive)) {
        throw new FileSystemAlreadyExistsException(location(archive).toString());
      }
      return open(archive);
    }
  }

  private AgcFileSystem open(String archive) throws IOException {
    AgcReader reader = AgcReader.open(location(archive), ReadOptions.DEFAULTS);
    AgcFileSystem files = new AgcFileSystem(this, archive, reader);
    opened.put(archive, files);
    return files;
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    synchronized (opened) {
      AgcFileSystem files = opened.get(archive(uri));
      if (files == null) {
        throw new FileSystemNotFoundException(location(archive(uri)).toString());
      }
      return files;
    }
  }

  void forget(AgcFileSystem files) {
    synchronized (opened) {
      opened.remove(files.archive(), files);
    }
  }

  /**
   * The path of {@code uri}; opens the archive.
   *
   * @throws FileSystemNotFoundException when it cannot be opened
   */
  @Override
  public Path getPath(URI uri) {
    synchronized (opened) {
      String archive = archive(uri);
      AgcFileSystem files = opened.get(archive);
      try {
        return (files == null ? open(archive) : files).getPath(path(uri));
      } catch (IOException e) {
        FileSystemNotFoundException told = new FileSystemNotFoundException(e.getMessage());
        told.initCause(e);
        throw told;
      }
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (!Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS).containsAll(options)) {
      throw new ReadOnlyFileSystemException();
    }
    AgcPath own = AgcPath.of(path);
    SampleFile file = own.getFileSystem().require(own);
    if (file == null) {
      throw new FileSystemException(path.toString(), null, "is a directory");
    }
    return file.open(own.getFileSystem());
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    AgcPath own = AgcPath.of(folder);
    if (own.getFileSystem().require(own) != null) {
      throw new NotDirectoryException(folder.toString());
    }
    return new FileStream(own.getFileSystem().files(folder), filter);
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return path.equals(other)
        || other instanceof AgcPath && path.toRealPath().equals(other.toRealPath());
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("an archive is no file store");
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    AgcPath own = AgcPath.of(path);
    boolean isFile = own.getFileSystem().require(own) != null;
    List<AccessMode> wanted = Arrays.asList(modes);
    if (wanted.contains(AccessMode.WRITE) || wanted.contains(AccessMode.EXECUTE) && isFile) {
      throw new AccessDeniedException(path.toString());
    }
  }

  private static AgcFileAttributes attributes(Path path) throws IOException {
    AgcPath own = AgcPath.of(path);
    SampleFile file = own.getFileSystem().require(own);
    return new AgcFileAttributes(file, own.getFileSystem());
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    return type.cast(attributes(path));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    String bare = names.startsWith("basic:") ? names.substring("basic:".length()) : names;
    if (bare.contains(":")) {
      throw new UnsupportedOperationException(names);
    }
    Map<String, Object> all = attributes(path).byName();
    List<String> wanted = List.of(bare.split(","));
    if (!wanted.contains("*")) {
      if (!all.keySet().containsAll(wanted)) {
        throw new IllegalArgumentException(names);
      }
      all.keySet().retainAll(wanted);
    }
    return all;
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    if (type != BasicFileAttributeView.class) {
      return null;
    }
    return type.cast(
        new BasicFileAttributeView() {
          @Override
          public String name() {
            return "basic";
          }

          @Override
          public BasicFileAttributes readAttributes() throws IOException {
            return attributes(path);
          }

          @Override
          public void setTimes(FileTime modified, FileTime accessed, FileTime created) {
            throw new ReadOnlyFileSystemException();
          }
        });
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }
}
