package io.github.agc4j.spark.internal.write;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.spark.internal.file.ArchivePlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Writes the rows of a table as an archive, or adds them to one. */
public final class AgcWrite implements RequiresDistributionAndOrdering, BatchWrite {
  private static final System.Logger LOG = System.getLogger(AgcWrite.class.getName());

  private final WriteTarget target;
  private final RowFields fields;

  /** Null until tasks are made. */
  private Shards folder;

  AgcWrite(WriteTarget target, RowFields fields) {
    this.target = target;
    this.fields = fields;
  }

  @Override
  public String description() {
    return "agc " + ArchivePlaces.shown(target.archive());
  }

  @Override
  public Distribution requiredDistribution() {
    return fields.distribution();
  }

  @Override
  public int requiredNumPartitions() {
    return target.shards();
  }

  @Override
  public SortOrder[] requiredOrdering() {
    return fields.ordering();
  }

  @Override
  public BatchWrite toBatch() {
    return this;
  }

  @Override
  public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    try {
      folder = Shards.beside(target.copies(), target.archive());
      return new Factory(folder, fields, target.base(), target.ofTasks());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the writers of tasks. */
  private record Factory(Shards folder, RowFields fields, String base, CreateOptions options)
      implements DataWriterFactory {
    private static final long serialVersionUID = 1;

    @Override
    public DataWriter<InternalRow> createWriter(int partition, long task) {
      try {
        return new ShardWriter(folder, fields, base, options, partition);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    try {
      List<String> shards =
          new ArrayList<>(
              Stream.of(messages)
                  .map(ShardWriter.Made.class::cast)
                  .sorted(Comparator.comparing(ShardWriter.Made::index))
                  .map(ShardWriter.Made::shard)
                  .filter(Objects::nonNull)
                  .toList());
      if (target.isAdded()) {
        shards.addFirst(target.base());
      }
      if (shards.isEmpty()) {
        throw new IllegalArgumentException("no rows: an archive has one sample at least");
      }
      folder.merge(shards, target.archive(), target.options(), target::checkUnchanged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    deleteQuietly();
  }

  /** The archive is written: what cannot be deleted is no reason to write it again. */
  private void deleteQuietly() {
    try {
      folder.delete();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "shards are left behind: " + folder.folder(), e);
    }
  }

  @Override
  public void abort(WriterCommitMessage[] messages) {
    try {
      if (folder != null) {
        folder.delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
