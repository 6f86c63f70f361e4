package io.github.agc4j.spark.internal.file;

import io.github.agc4j.source.RangeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file of one of Hadoop's file systems, such as HDFS or S3, read by ranges. */
final class HadoopSource implements RangeSource {
  private final Path path;
  private final Configuration configuration;
  private FSDataInputStream in;
  private FileStatus status;

  HadoopSource(Path path, Configuration configuration) {
    this.path = path;
    this.configuration = configuration;
  }

  @Override
  public String name() {
    return shown(path);
  }

  /** Without what may be secret in it. */
  static String shown(Path path) {
    String authority = path.toUri().getAuthority();
    String host = authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
    return path.toUri().getScheme() + "://" + host + path.toUri().getPath();
  }

  @Override
  public String identity() {
    return path.toString();
  }

  @Override
  public long open(ByteBuffer end) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    status = files.getFileStatus(path);
    if (!status.isFile()) {
      throw new IOException(name() + ": is a folder");
    }
    in = files.open(path);
    long size = status.getLen();
    int bytes = (int) Math.min(size, end.remaining());
    read(size - bytes, end.slice(end.position(), bytes));
    end.position(end.position() + bytes);
    return size;
  }

  @Override
  public String version() {
    String tag = status instanceof EtagSource tagged ? tagged.getEtag() : null;
    return tag == null ? "" : tag;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    // Not all of these file systems read into direct memory.
    byte[] bytes = new byte[target.remaining()];
    in.readFully(offset, bytes, 0, bytes.length);
    target.put(bytes);
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
