package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;

/** One batch for each sample that a program adds; one is filled at a time. */
final class PushedBatches implements BatchSource {
  private final AddedSamples added;
  private final Function<Path, FileInputs> opener;
  private final Progress progress;
  private final SampleNameSet names;
  private final MemoryBudget budget;
  private final GivenSample samples;

  /** What was added and is not read yet; null before the first. */
  private AddedSamples.Added current;

  /** That of the file at hand, and its texts; null if it is no file. */
  private FileInputs inputs;

  private InputTexts texts;
  private boolean isFirst = true;
  private boolean ended;

  PushedBatches(
      AddedSamples added,
      CreateOptions options,
      Function<Path, FileInputs> opener,
      Progress progress,
      SampleNameSet names,
      MemoryBudget budget) {
    this.added = added;
    this.opener = opener;
    this.progress = progress;
    this.names = names;
    this.budget = budget;
    this.samples = new GivenSample(options, progress, names, budget);
  }

  @Override
  public Filling next() {
    return ended ? null : new Filling(progress.newBatch(isFirst), this::fill);
  }

  private void fill(SampleBatch batch) throws IOException, InterruptedException {
    try {
      if (current == null) {
        goOn();
      }
      read(batch);
      if (isFirst) {
        progress.firstFileRead();
        isFirst = false;
      }
      if (texts == null) {
        goOn();
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      ended = true;
      throw e;
    }
  }

  /** Waits for what is added next; whether a batch is the last is only known then. */
  private void goOn() throws IOException, InterruptedException {
    current = added.take();
    ended = current instanceof AddedSamples.End;
    if (current instanceof AddedSamples.File file) {
      inputs = opener.apply(file.path());
      texts = new InputTexts(inputs, budget);
      texts.next();
    }
  }

  private void read(SampleBatch batch) throws IOException, InterruptedException {
    if (current instanceof AddedSamples.Given given) {
      samples.read(new GivenContigs(given.name(), given.contigs()), batch);
      given.read().countDown();
    } else if (current instanceof AddedSamples.End) {
      throw new IOException("no samples were added");
    } else {
      texts.read(batch, newName(), progress);
      if (texts.reader() == null) {
        closeTexts();
      }
    }
  }

  private byte[] newName() throws IOException {
    Path file = texts.reader().file();
    String text = inputs.sampleName(file);
    byte[] name = text.getBytes(StandardCharsets.UTF_8);
    if (!names.add(name)) {
      throw new IOException(file + ": sample " + text + " is there already");
    }
    return name;
  }

  private void closeTexts() throws IOException {
    if (texts != null) {
      texts.close();
      texts = null;
    }
  }

  @Override
  public void stop() {
    added.cancel();
  }

  @Override
  public void close() throws IOException {
    samples.close();
    closeTexts();
  }
}
