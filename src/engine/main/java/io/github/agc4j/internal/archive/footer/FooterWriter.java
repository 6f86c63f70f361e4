package io.github.agc4j.internal.archive.footer;

import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MappedOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Writes the stream table, its seal and the trailer after the parts. */
public final class FooterWriter implements StreamTable.Receiver {
  private final MappedOutput output;
  private final CRC32C checksum = new CRC32C();

  /** A writer of one footer, at the end of {@code output}. */
  public FooterWriter(MappedOutput output) {
    this.output = output;
  }

  /** Writes everything; {@code partsChecksum} is that of the part with all other checksums. */
  public void write(StreamTable table, LongArray order, int partsChecksum) throws IOException {
    long start = output.size();
    table.describe(order, this);
    FooterSeal seal =
        new FooterSeal(output.size() - start, (int) checksum.getValue(), partsChecksum);
    seal.write(output.room(FooterSeal.BYTES));
    output.advance(FooterSeal.BYTES);
    long footerBytes = output.size() - start;
    output
        .room(Long.BYTES)
        .set(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0, footerBytes);
    output.advance(Long.BYTES);
  }

  @Override
  public void name(MemorySegment zeroTerminated) throws IOException {
    checksum.update(zeroTerminated.asByteBuffer());
    output.write(zeroTerminated);
  }

  @Override
  public void integer(long value) throws IOException {
    MemorySegment room = output.room(ContainerInteger.BYTES_MAX);
    ContainerInteger.write(room, 0, value);
    int bytes = ContainerInteger.bytes(value);
    checksum.update(room.asSlice(0, bytes).asByteBuffer());
    output.advance(bytes);
  }
}
