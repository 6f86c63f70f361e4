package io.github.agc4j.spark.internal.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration, as tasks get it. */
public final class HadoopSettings implements Serializable {
  private static final long serialVersionUID = 1;

  private final byte[] written;

  /** Null until it is asked for. */
  private transient Configuration read;

  /** What {@code configuration} says now. */
  public HadoopSettings(Configuration configuration) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      configuration.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.written = bytes.toByteArray();
  }

  /** The configuration; not to be changed. */
  public synchronized Configuration get() throws IOException {
    if (read == null) {
      Configuration configuration = new Configuration(false);
      configuration.readFields(new DataInputStream(new ByteArrayInputStream(written)));
      read = configuration;
    }
    return read;
  }
}
