package io.github.agc4j.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Where an archive is. */
public sealed interface ArchiveLocation {
  /** A file, of any file system: mapped where that can be, else read by ranges. */
  record InFile(Path path) implements ArchiveLocation {
    @Override
    public ArchiveLocation resolve(String name) {
      return new InFile(path.resolve(name));
    }

    @Override
    public ArchiveLocation folder() {
      return new InFile(path.toAbsolutePath().getParent());
    }

    @Override
    public String fileName() {
      return path.getFileName() == null ? "" : path.getFileName().toString();
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** An address, {@code http://} or {@code https://}, of a server that gives ranges. */
  record AtAddress(URI address) implements ArchiveLocation {
    /** With what the address asks the server for, such as a signature that opens a folder. */
    @Override
    public ArchiveLocation resolve(String name) {
      String folder = address.getRawPath();
      return withRawPath(folder + (folder.endsWith("/") ? "" : "/") + encoded(name));
    }

    @Override
    public ArchiveLocation folder() {
      String path = address.getRawPath();
      return withRawPath(path.substring(0, path.lastIndexOf('/') + 1));
    }

    @Override
    public String fileName() {
      return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
    }

    private static String encoded(String name) {
      try {
        return new URI(null, null, "/" + name, null).getRawPath().substring(1);
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(name + ": cannot be in an address", e);
      }
    }

    /** What is not in the path stays as it is, and so does what is escaped there. */
    private ArchiveLocation withRawPath(String path) {
      String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
      return new AtAddress(
          URI.create(address.getScheme() + "://" + address.getRawAuthority() + path + query));
    }

    /** Without what is secret in it. */
    @Override
    public String toString() {
      return shown(address);
    }
  }

  /**
   * What the caller fetches in a way of its own.
   *
   * @param name what it is called in messages
   * @param sources makes a source each time that the archive is opened
   */
  record Given(String name, Supplier<RangeSource> sources) implements ArchiveLocation {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What addresses begin with. */
  Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  /** The file at {@code path}. */
  static ArchiveLocation of(Path path) {
    return new InFile(path);
  }

  /** What the sources that {@code sources} makes fetch; they are closed by who opens them. */
  static ArchiveLocation of(String name, Supplier<RangeSource> sources) {
    return new Given(name, sources);
  }

  /**
   * The file at {@code address}: {@code http} and {@code https} are fetched by ranges, all else is
   * a path of the file system whose scheme it is.
   *
   * @throws IllegalArgumentException when there is no such file system, or the address names no
   *     file
   */
  static ArchiveLocation of(URI address) {
    if (address.getScheme() == null) {
      throw new IllegalArgumentException(address.getPath() + ": has no scheme");
    }
    return switch (address.getScheme().toLowerCase(Locale.ROOT)) {
      case "http", "https" -> {
        if (address.getHost() == null) {
          throw new IllegalArgumentException(shown(address) + ": names no host");
        }
        yield new AtAddress(address);
      }
      default -> new InFile(path(address));
    };
  }

  private static Path path(URI address) {
    try {
      return Path.of(address);
    } catch (FileSystemNotFoundException e) {
      throw new IllegalArgumentException(
          shown(address) + ": nothing here reads " + address.getScheme() + " addresses", e);
    }
  }

  /** Whether {@code name} is an address rather than the name of a file. */
  static boolean isAddress(String name) {
    return SCHEME.matcher(name).matches();
  }

  /**
   * The archive called {@code name}: an address, or else a file of the default file system.
   *
   * @throws IllegalArgumentException when it is an address that cannot be one, or names no file
   */
  static ArchiveLocation parse(String name) {
    return isAddress(name) ? of(address(name)) : of(FileSystems.getDefault().getPath(name));
  }

  private static URI address(String name) {
    try {
      return new URI(name.replace(" ", "%20"));
    } catch (URISyntaxException e) {
      // Without the text, which may have a password in it.
      throw new IllegalArgumentException(
          "no address: " + e.getReason() + " at character " + (e.getIndex() + 1));
    }
  }

  /** What is called {@code name} in the folder that this is. */
  default ArchiveLocation resolve(String name) {
    throw new UnsupportedOperationException(this + ": is no folder");
  }

  /** The folder that this lies in. */
  default ArchiveLocation folder() {
    throw new UnsupportedOperationException(this + ": is in no folder");
  }

  /** What the file is called in its folder; empty if that is not known. */
  default String fileName() {
    return "";
  }

  /** The path of the file, or null if it has none. */
  default Path path() {
    return null;
  }

  /** The file of this machine's file system, or null if it is elsewhere. */
  default Path localFile() {
    Path path = path();
    return path != null && path.getFileSystem() == FileSystems.getDefault() ? path : null;
  }

  private static String shown(URI address) {
    String authority = address.getRawAuthority();
    String host = authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
    return address.getScheme()
        + "://"
        + host
        + (address.getRawPath() == null ? "" : address.getRawPath());
  }
}
