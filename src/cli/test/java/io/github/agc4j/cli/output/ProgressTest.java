package io.github.agc4j.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter written = new StringWriter();
  private final PrintWriter err = new PrintWriter(written);

  @Test
  void aLineTellsWhatIsDoneAndWhatIsLeft() {
    assertEquals(
        "[=====     ]  50 %, 1.00 MB of 2.00 MB read, 1,234 samples, 500 kbp/s, 0:04 left",
        Progress.line(
            new Progress.Reached(
                1_000_000, 2_000_000, Progress.readOf(1_000_000, 2_000_000), 1234, 2_000_000),
            4));
    assertEquals(
        "1.00 kB read, 1 sample",
        Progress.line(new Progress.Reached(1000, 0, Progress.readOf(1000, 0), 1, 0), 4));
    assertEquals(
        "[==========] 100 %, verifying, 3 samples",
        Progress.line(new Progress.Reached(3, 3, "verifying", 3, 0), 4));
  }

  @Test
  void theLineIsWrittenOverAndTakenAway() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(3);
    Progress.Source source =
        () -> {
          asked.countDown();
          return new Progress.Reached(0, 0, "at " + "x".repeat((int) asked.getCount()), 0, 0);
        };
    long start = System.nanoTime();
    try (Progress progress = new Progress(err, true, source)) {
      progress.println("a warning");
      asked.await();
    }
    assertTrue(System.nanoTime() - start > 200_000_000, "more than ten times a second");
    String[] lines = written.toString().split("[\r\n]+");
    assertTrue(Arrays.asList(lines).contains("a warning"), written.toString());
    assertEquals(" ".repeat(lines[lines.length - 1].length()), lines[lines.length - 1]);
    assertTrue(written.toString().endsWith("\r"), "the line is left");
  }

  @Test
  void whoeverDoesNotWantItSeesOnlyOtherLines() {
    try (Progress progress = new Progress(err, false, () -> new Progress.Reached(0, 0, "", 0, 0))) {
      progress.println("a warning");
    }
    assertEquals("a warning" + System.lineSeparator(), written.toString());
  }
}
