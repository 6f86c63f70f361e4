package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupting the thread of a writer ends the run and leaves the archive as it was. */
@Tag("slow")
class InterruptedAppendTest {
  private static final int ROUNDS = 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @Timeout(120)
  void theArchiveIsWhatItWasOrComplete(int threads, @TempDir Path folder) throws Exception {
    List<Path> inputs = new RandomCollection(new Random(4)).write(folder, 12, 60_000);
    Path archive = folder.resolve("x.agc");
    Fasta.create(
        archive, inputs.subList(0, 2), CreateOptions.builder().parameters(21, 20, 900, 5).build());
    byte[] before = Files.readAllBytes(archive);
    Random random = new Random(8);
    int interrupted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Files.write(archive, before);
      ArchiveWriter writer = new ArchiveWriter(CreateOptions.builder().threads(threads).build());
      AtomicReference<IOException> failure = new AtomicReference<>();
      Thread host = Thread.ofPlatform().start(() -> append(writer, archive, inputs, failure));
      host.join(random.nextInt(60));
      host.interrupt();
      host.join();
      assertEquals(0, writer.memory().currentBytes(), "memory was kept");
      if (failure.get() == null) {
        assertEquals(inputs.size(), Fasta.extract(archive, 1).size());
      } else {
        interrupted++;
        assertTrue(failure.get() instanceof InterruptedIOException, failure.get().toString());
        assertArrayEquals(before, Files.readAllBytes(archive), "the archive was changed");
      }
    }
    assertTrue(interrupted > 0, "no run was interrupted");
  }

  private static void append(
      ArchiveWriter writer, Path archive, List<Path> inputs, AtomicReference<IOException> failure) {
    try (writer) {
      writer.appendInPlace(archive, writer.files(inputs.subList(2, inputs.size())), done -> {});
    } catch (IOException e) {
      failure.set(e);
    }
  }
}
