package io.github.agc4j.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a file in an archive. Archives do not tell when their samples were added. Its
 * size takes a look at the sample, which is not taken before somebody asks for it.
 *
 * @param file what the file holds; null for the root
 * @param files where it is
 */
record AgcFileAttributes(SampleFile file, AgcFileSystem files) implements BasicFileAttributes {
  private static final FileTime UNKNOWN = FileTime.from(Instant.EPOCH);

  @Override
  public FileTime lastModifiedTime() {
    return UNKNOWN;
  }

  @Override
  public FileTime lastAccessTime() {
    return UNKNOWN;
  }

  @Override
  public FileTime creationTime() {
    return UNKNOWN;
  }

  @Override
  public boolean isRegularFile() {
    return file != null;
  }

  @Override
  public boolean isDirectory() {
    return file == null;
  }

  @Override
  public Object fileKey() {
    return file;
  }

  @Override
  public long size() {
    try {
      return file == null ? 0 : file.size(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  /** All by their names in {@link BasicFileAttributeView}. */
  Map<String, Object> byName() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("size", size());
    all.put("lastModifiedTime", UNKNOWN);
    all.put("lastAccessTime", UNKNOWN);
    all.put("creationTime", UNKNOWN);
    all.put("isRegularFile", isRegularFile());
    all.put("isDirectory", isDirectory());
    all.put("isSymbolicLink", false);
    all.put("isOther", false);
    all.put("fileKey", fileKey());
    return all;
  }
}
