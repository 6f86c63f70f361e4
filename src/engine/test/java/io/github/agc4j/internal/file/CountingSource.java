package io.github.agc4j.internal.file;

import io.github.agc4j.source.RangeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes of the heap as if they were far away: counts how often and how many are asked for. */
public final class CountingSource implements RangeSource {
  private final byte[] bytes;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong fetched = new AtomicLong();
  private String version = "1";
  private int failures;
  private boolean isOpen;

  public CountingSource(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Another state of the file. */
  CountingSource version(String newVersion) {
    version = newVersion;
    return this;
  }

  /** The next so many requests fail. */
  void fail(int times) {
    failures = times;
  }

  public int requests() {
    return requests.get();
  }

  public long fetched() {
    return fetched.get();
  }

  boolean isOpen() {
    return isOpen;
  }

  @Override
  public String name() {
    return "far/file";
  }

  @Override
  public String identity() {
    return name();
  }

  @Override
  public long open(ByteBuffer end) throws IOException {
    isOpen = true;
    count(Math.min(end.remaining(), bytes.length));
    int length = Math.min(end.remaining(), bytes.length);
    end.put(bytes, bytes.length - length, length);
    return bytes.length;
  }

  private synchronized void count(int length) throws IOException {
    requests.incrementAndGet();
    fetched.addAndGet(length);
    if (failures > 0) {
      failures--;
      throw new IOException("lost on the way");
    }
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    count(target.remaining());
    target.put(Arrays.copyOfRange(bytes, (int) offset, (int) offset + target.remaining()));
  }

  @Override
  public void close() {
    isOpen = false;
  }
}
