package io.github.agc4j;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.MemoryUse;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.input.Inspection;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ParameterReader;
import io.github.agc4j.internal.collection.CatalogReader;
import io.github.agc4j.internal.file.FileOpener;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.internal.text.StoredTexts;
import io.github.agc4j.internal.verify.PartCheck;
import io.github.agc4j.internal.verify.RefusingListener;
import io.github.agc4j.internal.verify.SampleCheck;
import io.github.agc4j.internal.verify.SampleFindings;
import io.github.agc4j.internal.verify.SequenceCheck;
import io.github.agc4j.internal.verify.SerialListener;
import io.github.agc4j.internal.work.OrderedTasks;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.TreeMap;

/** Verifies archives; any thread may call {@link #verify}, each time for one archive. */
public final class Verifier {
  private static final long CACHE_BYTES = 16L << 20;

  /** What is looked at together shares packs, and each of its contigs a place on the heap. */
  private static final long CONTIGS_TOGETHER = 20_000;

  private static final int SAMPLES_TOGETHER = 1000;

  private static final VerifySummary NOTHING =
      new VerifySummary(true, 0, 0, 0, 0, 0, 0, 0, false, false);
  private static final VerifySummary UNREADABLE =
      new VerifySummary(false, 0, 0, 0, 0, 0, 0, 0, false, true);

  private final VerifyPlan plan;
  private final SerialListener listener;
  private final MemoryBudget budget;
  private Progress progress = (samples, all) -> {};

  /** A verifier that tells {@code listener} what it finds. */
  public Verifier(VerifyPlan plan, VerifyListener listener) {
    this(plan, new SerialListener(listener), MemoryBudget.root(MemoryBudget.UNLIMITED));
  }

  private Verifier(VerifyPlan plan, SerialListener listener, MemoryBudget budget) {
    this.plan = plan;
    this.listener = listener;
    this.budget = budget;
  }

  /** Is told how far an archive was looked at. */
  public interface Progress {
    /** Called after each sample: so many {@code samples} of {@code all} were looked at. */
    void reached(long samples, long all);
  }

  /** Tells {@code newProgress} from now on. */
  public void tellProgress(Progress newProgress) {
    progress = newProgress;
  }

  /** The off-heap memory; may be read by other threads meanwhile. */
  public MemoryUse memory() {
    return budget;
  }

  /**
   * Looks at the archive at {@code path}. Damage is not an error but what the listener is told.
   *
   * @throws IOException when the file cannot be read at all, or the listener fails
   */
  public VerifySummary verify(Path path) throws IOException {
    return verify(ArchiveLocation.of(path), null);
  }

  /**
   * The same of an archive wherever it is, or of all archives of a set.
   *
   * @param fetched folder for copies of what is fetched, or null ({@link ReadOptions#fetched})
   */
  public VerifySummary verify(ArchiveLocation location, Path fetched) throws IOException {
    return ArchiveSet.isSet(location)
        ? verifySet(location, fetched)
        : verifyArchive(location, fetched);
  }

  private VerifySummary verifySet(ArchiveLocation set, Path fetched) throws IOException {
    VerifySummary all = null;
    Map<Integer, SampleIndexes> chosen = chosen(set, fetched);
    List<ArchiveLocation> archives = Members.locations(set, budget);
    for (int i = 0; i < archives.size(); i++) {
      if (chosen == null || chosen.containsKey(i)) {
        SampleIndexes samples = chosen == null ? null : chosen.get(i);
        Verifier verifier = new Verifier(plan.withSamples(samples), listener, budget);
        verifier.progress = progress;
        VerifySummary found = verifier.verifyIfThere(archives.get(i), fetched);
        listener.archive(archives.get(i).toString(), found);
        all = all == null ? found : all.plus(found);
      }
    }
    if (chosen == null && all != null && !all.unreadable()) {
      all = all.plus(ofSet(set, fetched));
    }
    return all == null ? NOTHING : all;
  }

  /** What the index and the names of a set are, whose archives can be read. */
  private VerifySummary ofSet(ArchiveLocation set, Path fetched) throws IOException {
    ReadOptions options = ReadOptions.DEFAULTS.withFetched(fetched);
    String problem = Members.problemOfSet(set, options, budget);
    if (problem != null) {
      listener.unreadable(problem);
    }
    return problem == null ? NOTHING : UNREADABLE;
  }

  /** The samples that count of each archive of a set; null if all do. */
  private Map<Integer, SampleIndexes> chosen(ArchiveLocation set, Path fetched) throws IOException {
    if (plan.samples() == null) {
      return null;
    }
    Map<Integer, SampleIndexes.Builder> builders = new TreeMap<>();
    ReadOptions options = ReadOptions.DEFAULTS.withFetched(fetched);
    try (Members members = Members.open(set, options, budget)) {
      for (Members.Run run : members.runs(plan.samples())) {
        builders
            .computeIfAbsent(run.archive(), archive -> new SampleIndexes.Builder())
            .addAll(run.samples());
      }
    }
    Map<Integer, SampleIndexes> chosen = new TreeMap<>();
    builders.forEach((archive, samples) -> chosen.put(archive, samples.ascending()));
    return chosen;
  }

  /** An archive that a set has lost is damage, too. */
  private VerifySummary verifyIfThere(ArchiveLocation location, Path fetched) throws IOException {
    try {
      return verifyArchive(location, fetched);
    } catch (NoSuchFileException | FileNotFoundException e) {
      listener.unreadable(location + ": is missing");
      return UNREADABLE;
    }
  }

  private VerifySummary verifyArchive(ArchiveLocation location, Path fetched) throws IOException {
    ReadOptions options =
        new ReadOptions(CACHE_BYTES, ReadOptions.DEFAULTS.mappedBytes())
            .withEnd(plan.end())
            .withFetched(fetched);
    try (ArchiveFile archive =
            ArchiveFile.open(
                FileOpener.of(location, fetched),
                options.end(),
                budget.child("mapped input", options.mappedBytes()),
                budget.child("directory"));
        PartCheck parts = new PartCheck(archive, listener, budget.child("parts"))) {
      if (plan.samples() == null) {
        parts.checkAll(plan);
      }
      Counts counts = new Counts();
      try {
        checkSamples(archive, plan.full() ? location : null, options, parts, counts);
      } catch (CorruptArchiveException e) {
        counts.unreadable = true;
        listener.unreadable(e.getMessage());
      }
      return counts.summary(archive, parts);
    } catch (CorruptArchiveException e) {
      listener.unreadable(e.getMessage());
      return UNREADABLE;
    }
  }

  /** Looks at samples, also by their letters unless {@code location} is null. */
  private void checkSamples(
      ArchiveFile archive,
      ArchiveLocation location,
      ReadOptions options,
      PartCheck parts,
      Counts counts)
      throws IOException {
    ArchiveParameters parameters = ParameterReader.read(archive);
    counts.lostTexts = StoredTexts.kept(parameters.typeInfo(), archive.directory()).hasLosses();
    SequenceCheck sequences =
        new SequenceCheck(archive, parameters.packCardinality(), parts, plan.samples() != null);
    MemoryBudget metadata = budget.child("catalog");
    try (CatalogReader catalog = new CatalogReader(archive, parameters, metadata, metadata);
        AgcReader opened = location == null ? null : AgcReader.open(location, options);
        TextLook texts = new TextLook(opened, plan)) {
      ArchiveReader reader = opened == null ? null : opened.inner();
      SampleCheck check =
          new SampleCheck(catalog, sequences, plan, reader, budget.child("findings"));
      SampleIndexes samples = plan.samples();
      SampleIndexes indexes = samples == null ? SampleIndexes.range(0, catalog.samples()) : samples;
      counts.all = indexes.size();
      for (var next = indexes.iterator(); next.hasNext(); ) {
        SampleIndexes together = together(next, reader);
        boolean isWhole = reader != null && !isSealed(reader, together);
        ContigDigests known = new ContigDigests(isWhole);
        Map<Long, String> damagedTexts = texts.look(together, known);
        known.putAll(contents(together, known, reader));
        runInOrder(together, known, damagedTexts, check, counts);
      }
    }
  }

  /** The next samples, as many as share what is decompressed. */
  private static SampleIndexes together(PrimitiveIterator.OfLong samples, ArchiveReader reader)
      throws IOException {
    SampleIndexes.Builder together = new SampleIndexes.Builder();
    long contigs = 0;
    for (int i = 0; samples.hasNext() && contigs < CONTIGS_TOGETHER && i < SAMPLES_TOGETHER; i++) {
      long sample = samples.nextLong();
      together.add(sample);
      try {
        contigs += reader == null ? 0 : reader.contigs(sample);
      } catch (CorruptArchiveException e) {
        // Said again when the sample is looked at.
      }
    }
    return together.inOrder();
  }

  /** The digests of contigs of samples that are not {@code known} yet. */
  private ContigDigests contents(SampleIndexes samples, ContigDigests known, ArchiveReader reader)
      throws IOException {
    return reader == null
        ? ContigDigests.NONE
        : reader.contigDigests(
            samples,
            (sample, contig) -> known.get(sample, contig) == null && plan.draws(sample, contig),
            known.areWhole(),
            plan.threads());
  }

  /** Whether MD5s are enough to prove all of these samples. */
  private static boolean isSealed(ArchiveReader reader, SampleIndexes samples) throws IOException {
    boolean[] isSealed = {true};
    for (long sample : samples) {
      try {
        reader.withStoredDigests(sample, stored -> isSealed[0] &= stored.hasSeal());
      } catch (CorruptArchiveException e) {
        // Said again when the sample is looked at.
      }
    }
    return isSealed[0];
  }

  /** Looks at several samples at a time and tells what is found in their order. */
  private void runInOrder(
      SampleIndexes samples,
      ContigDigests known,
      Map<Long, String> damagedTexts,
      SampleCheck check,
      Counts counts)
      throws IOException {
    try (OrderedTasks<SampleFindings> checks = new OrderedTasks<>("agc4j-verify", plan.threads())) {
      try {
        for (long sample : samples) {
          String damagedText = damagedTexts.get(sample);
          checks.give(() -> check.check(sample, known, damagedText));
          tellUntil(2 * plan.threads(), checks, counts);
        }
        tellUntil(0, checks, counts);
      } finally {
        checks.abandon(SampleFindings::close);
      }
    }
  }

  /** Tells the first findings until only {@code left} are to come. */
  private void tellUntil(int left, OrderedTasks<SampleFindings> checks, Counts counts)
      throws IOException {
    while (checks.underWay() > left) {
      try (SampleFindings found = checks.take()) {
        counts.add(found, listener);
        progress.reached(counts.samples, counts.all);
      }
    }
  }

  /** What was found so far. */
  private static final class Counts {
    private long all;
    private long samples;
    private long damagedSamples;
    private long contigs;
    private long damagedContigs;
    private long undigested;
    private boolean lostTexts;
    private boolean unreadable;

    private void add(SampleFindings found, VerifyListener listener) throws IOException {
      samples++;
      damagedSamples += found.isWhole() ? 0 : 1;
      contigs += found.decoded();
      damagedContigs += found.damagedContigs();
      undigested += found.isUndigested() ? 1 : 0;
      found.tell(listener);
    }

    private VerifySummary summary(ArchiveFile archive, PartCheck parts) {
      return new VerifySummary(
          archive.directory().hasChecksums(),
          parts.seen(),
          parts.damaged(),
          samples,
          damagedSamples,
          contigs,
          damagedContigs,
          undigested,
          lostTexts,
          unreadable);
    }
  }

  /**
   * An inspection that lets an archive take its name only when all of it can be decoded to what was
   * read.
   */
  public static Inspection whole(int threads) {
    return whole(threads, (samples, all) -> {});
  }

  /**
   * The same.
   *
   * @param progress told after each sample
   */
  public static Inspection whole(int threads, Progress progress) {
    return (file, end) -> {
      VerifyPlan everything = VerifyPlan.full(threads).withEnd(end);
      Verifier verifier = new Verifier(everything, new RefusingListener(file.toString()));
      verifier.tellProgress(progress);
      verifier.verify(file);
    };
  }
}
