package io.github.agc4j.spark.internal.write;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.spark.internal.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes one shard of the rows that a task is given, sample by sample. */
final class ShardWriter implements DataWriter<InternalRow> {
  private static final long NO_INDEX = -1;

  private final Shards folder;
  private final RowFields fields;
  private final String base;
  private final CreateOptions options;
  private final int index;
  private final TemporaryFolder temporary;
  private final Path made;

  /** Null until there is a row. */
  private RowFeed feed;

  private UTF8String sample;
  private UTF8String contig;
  private long contigIndex;

  /** Where the contig at hand goes on. */
  private long end;

  /**
   * A shard that extends {@code base}.
   *
   * @param base null for an archive that extends none
   */
  ShardWriter(Shards folder, RowFields fields, String base, CreateOptions options, int index)
      throws IOException {
    this.folder = folder;
    this.fields = fields;
    this.base = base;
    this.options = options;
    this.index = index;
    this.temporary = new TemporaryFolder();
    this.made = temporary.path().resolve("shard");
  }

  /**
   * What a task has made. No record: not all serializers that Spark may be told to use know them.
   */
  static final class Made implements WriterCommitMessage {
    private static final long serialVersionUID = 1;

    private int index;
    private String shard;

    /**
     * The archive of one task.
     *
     * @param shard null if it was given no rows
     */
    Made(int index, String shard) {
      this.index = index;
      this.shard = shard;
    }

    int index() {
      return index;
    }

    String shard() {
      return shard;
    }
  }

  @Override
  public void write(InternalRow row) throws IOException {
    if (feed == null) {
      feed = new RowFeed(writer());
    }
    UTF8String rowSample = required(row, fields.sample(), "sample");
    UTF8String rowContig = required(row, fields.contig(), "contig");
    byte[] letters = required(row, fields.sequence(), "sequence").getBytes();
    long rowIndex = fields.contigIndex() < 0 ? NO_INDEX : number(row, fields.contigIndex());
    boolean isSame =
        rowSample.equals(sample) && rowContig.equals(contig) && rowIndex == contigIndex;
    checkPlace(row, isSame);
    if (!isSame) {
      sample = rowSample.copy();
      contig = rowContig.copy();
      contigIndex = rowIndex;
      end = 0;
    }
    end += letters.length;
    feed.add(sample.toString(), header(row), !isSame, letters);
  }

  private AgcWriter writer() throws IOException {
    return base == null
        ? AgcWriter.create(made, options)
        : AgcWriter.shard(folder.copies().hereForAll(base), made, options);
  }

  private UTF8String required(InternalRow row, int field, String name) {
    if (row.isNullAt(field)) {
      throw new IllegalArgumentException("a row of sample " + sample + " has no " + name);
    }
    UTF8String text = row.getUTF8String(field);
    if (!text.isValid()) {
      throw new IllegalArgumentException(name + " " + text + " is not UTF-8");
    }
    return text;
  }

  private long number(InternalRow row, int field) {
    if (row.isNullAt(field)) {
      throw new IllegalArgumentException("a row of sample " + sample + " has null for a number");
    }
    return row.getLong(field);
  }

  /** Rows of one contig must follow each other without gaps and overlaps. */
  private void checkPlace(InternalRow row, boolean isSame) {
    if (fields.start() < 0) {
      if (isSame) {
        throw new IllegalArgumentException(
            "sample " + sample + " has two rows of contig " + contig + ", and no column start");
      }
      return;
    }
    long start = number(row, fields.start());
    long expected = isSame ? end : 0;
    if (start != expected) {
      throw new IllegalArgumentException(
          "sample "
              + row.getUTF8String(fields.sample())
              + " contig "
              + row.getUTF8String(fields.contig())
              + ": a row starts at "
              + start
              + ", not at "
              + expected);
    }
  }

  private String header(InternalRow row) {
    boolean hasMore = fields.description() >= 0 && !row.isNullAt(fields.description());
    return hasMore ? contig + " " + row.getUTF8String(fields.description()) : contig.toString();
  }

  @Override
  public WriterCommitMessage commit() throws IOException {
    if (feed == null) {
      return new Made(index, null);
    }
    feed.finish();
    return new Made(index, folder.take(made, index));
  }

  @Override
  public void abort() throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    try (temporary) {
      if (feed != null) {
        feed.close();
        feed = null;
      }
    }
  }
}
