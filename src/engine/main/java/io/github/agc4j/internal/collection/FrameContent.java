package io.github.agc4j.internal.collection;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ParameterReader;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * The content of a stream of one frame, decompressed once into off-heap memory that this owns. Any
 * thread may read it.
 */
final class FrameContent implements AutoCloseable {
  /** Its buffer holds the content, so nothing else may be read with it. */
  private final PackReader packs;

  private final MemorySegment content;

  FrameContent(ArchiveFile archive, String stream, ZstdContexts contexts, MemoryBudget budget)
      throws IOException {
    packs = new PackReader(contexts, budget);
    try (PartCopy part = archive.part(ParameterReader.require(archive, stream), 0)) {
      archive.expansion().verifyMetadataFrame(part.metadata());
      content = packs.frame(part.data(), part.metadata());
    } catch (MalformedBytesException e) {
      packs.close();
      throw archive.corrupt(stream, 0, e);
    } catch (IOException | RuntimeException e) {
      packs.close();
      throw e;
    }
  }

  /** The bytes, borrowed until this is closed. */
  MemorySegment content() {
    return content;
  }

  @Override
  public void close() {
    packs.close();
  }
}
