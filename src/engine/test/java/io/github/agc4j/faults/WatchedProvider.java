package io.github.agc4j.faults;

import static io.github.agc4j.faults.WatchedPath.real;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Does what it is asked for with the system's files, and tells it. */
final class WatchedProvider extends FileSystemProvider {
  private final WatchedFileSystem system;

  WatchedProvider(WatchedFileSystem system) {
    this.system = system;
  }

  /** Something that is done between what is told before and after it. */
  private interface Step {
    void run() throws IOException;
  }

  private void watched(FileOperation operation, Path file, Path name, Step step)
      throws IOException {
    system.watch().before(operation, real(file));
    step.run();
    system.watch().after(operation, real(file), real(name));
  }

  @Override
  public String getScheme() {
    return "watched";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean makes =
        options.contains(StandardOpenOption.CREATE_NEW)
            || options.contains(StandardOpenOption.CREATE) && !Files.exists(real(path));
    FileOperation operation = makes ? FileOperation.CREATE : FileOperation.OPEN;
    FileChannel[] opened = {null};
    watched(
        operation, path, path, () -> opened[0] = FileChannel.open(real(path), options, attributes));
    return new WatchedChannel(system, real(path), opened[0]);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    system.watch().before(FileOperation.OPEN, real(folder));
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(real(folder))) {
      for (Path path : stream) {
        if (filter.accept(system.path(path))) {
          paths.add(system.path(path));
        }
      }
    }
    return new ListedFolder(paths);
  }

  /** The files that a folder had. */
  private record ListedFolder(List<Path> paths) implements DirectoryStream<Path> {
    @Override
    public java.util.Iterator<Path> iterator() {
      return paths.iterator();
    }

    @Override
    public void close() {
      // The folder was closed when it was listed.
    }
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    watched(
        FileOperation.CREATE,
        folder,
        folder,
        () -> Files.createDirectory(real(folder), attributes));
  }

  @Override
  public void delete(Path path) throws IOException {
    watched(FileOperation.DELETE, path, path, () -> Files.delete(real(path)));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    system.watch().before(FileOperation.OPEN, real(source));
    watched(
        FileOperation.CREATE,
        target,
        target,
        () -> Files.copy(real(source), real(target), options));
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    watched(
        FileOperation.MOVE, source, target, () -> Files.move(real(source), real(target), options));
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    system.watch().before(FileOperation.ATTRIBUTES, real(path));
    return Files.isSameFile(real(path), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    system.watch().before(FileOperation.ATTRIBUTES, real(path));
    real(path).getFileSystem().provider().checkAccess(real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    V view = Files.getFileAttributeView(real(path), type, options);
    return view == null ? null : watched(path, type, view);
  }

  private <V extends FileAttributeView> V watched(Path path, Class<V> type, V view) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              system.watch().before(FileOperation.ATTRIBUTES, real(path));
              try {
                return method.invoke(view, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    system.watch().before(FileOperation.ATTRIBUTES, real(path));
    return Files.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    system.watch().before(FileOperation.ATTRIBUTES, real(path));
    return Files.readAttributes(real(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    system.watch().before(FileOperation.ATTRIBUTES, real(path));
    Files.setAttribute(real(path), attribute, value, options);
  }
}
