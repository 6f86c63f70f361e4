package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A host application sees our work in its own flight recording. */
@Isolated
class FlightRecorderTest {
  private static final String SAMPLE = "io.github.agc4j.Sample";
  private static final String RESERVATION = "io.github.agc4j.OffHeapReservation";

  @Test
  void recordsSamplesAndReservationsByName(@TempDir Path folder) throws Exception {
    Path first =
        Files.writeString(folder.resolve("first.fa"), ">c1\n" + "ACGTTGCA".repeat(50) + "\n");
    Path second = Files.writeString(folder.resolve("second.fa"), ">c1\nACGTTGCATT\n>c2\nAC\n");
    Path dump = folder.resolve("dump.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(SAMPLE);
      recording.enable(RESERVATION);
      recording.start();
      try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
        writer.create(folder.resolve("out.agc"), writer.files(List.of(first, second)), done -> {});
      }
      recording.stop();
      recording.dump(dump);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(dump);
    List<RecordedEvent> samples = named(events, SAMPLE);
    assertEquals(
        List.of("first", "second"), samples.stream().map(e -> e.getString("name")).toList());
    assertEquals(List.of(1L, 2L), samples.stream().map(e -> e.getLong("segments")).toList());
    assertTrue(samples.stream().allMatch(e -> e.getLong("bytes") > 0));
    List<RecordedEvent> contigs =
        named(events, RESERVATION).stream()
            .filter(e -> e.getString("component").equals("contigs"))
            .toList();
    assertTrue(contigs.stream().anyMatch(e -> e.getLong("bytes") >= 100), contigs.toString());
    assertTrue(
        contigs.stream().allMatch(e -> e.getLong("heldBytes") >= e.getLong("bytes")),
        contigs.toString());
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream().filter(e -> e.getEventType().getName().equals(name)).toList();
  }
}
