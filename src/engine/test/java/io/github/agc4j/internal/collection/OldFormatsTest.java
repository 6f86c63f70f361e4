package io.github.agc4j.internal.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.ZstdContexts;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metadata of formats 1 and 2, written here as the specification says. */
@ExtendWith(EmptyBudget.class)
@Tag("slow")
class OldFormatsTest {
  private static final int GROUPS = 40;
  private static final int PACK_CARDINALITY = 3;
  private static final int BATCH_SAMPLES = 4;
  private static final long MEMORY_MAX = 1 << 22;

  private record Place(long group, long id, long length, long orientation) {}

  private record Contig(String name, List<Place> places) {}

  private record Sample(String name, List<Contig> contigs) {}

  /** The decompressed parts of an archive's metadata; format 1 has no details. */
  private record Metadata(int format, byte[] main, List<byte[]> details) {
    Metadata withMain(byte[] changed) {
      return new Metadata(format, changed, details);
    }

    Metadata withDetails(int part, byte[] changed) {
      List<byte[]> all = new ArrayList<>(details);
      all.set(part, changed);
      return new Metadata(format, main, all);
    }
  }

  private static List<Sample> samples(Random random, int count) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Contig> contigs = new ArrayList<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        List<Place> places = new ArrayList<>();
        for (int n = random.nextInt(5); n > 0; n--) {
          long id = random.nextInt(9) == 0 ? Integer.MAX_VALUE : random.nextInt(300);
          long length = random.nextInt(9) == 0 ? Integer.MAX_VALUE : random.nextInt(70_000);
          places.add(new Place(random.nextInt(GROUPS), id, length, random.nextInt(2)));
        }
        contigs.add(new Contig("chr" + j + " of " + "\u00e4".repeat(random.nextInt(3)), places));
      }
      samples.add(new Sample("s" + (count - i), contigs));
    }
    return samples;
  }

  private static Metadata encoded(int format, List<Sample> samples, MemoryBudget budget) {
    try (GrowableBytes main = new GrowableBytes(budget);
        GrowableBytes details = new GrowableBytes(budget)) {
      if (format == 2) {
        CatalogInteger.write(main, BATCH_SAMPLES);
      }
      CatalogInteger.write(main, samples.size());
      for (Sample sample : samples) {
        text(main, sample.name());
        CatalogInteger.write(main, sample.contigs().size());
        for (Contig contig : sample.contigs()) {
          text(main, contig.name());
          CatalogInteger.write(main, contig.places().size());
          if (format == 1) {
            differences(main, contig.places());
          }
        }
      }
      CatalogInteger.write(main, 1);
      text(main, "agc create a b");
      text(main, "Monday");
      List<byte[]> parts = new ArrayList<>();
      for (int i = 0; format == 2 && i < samples.size(); i += BATCH_SAMPLES) {
        details.clear();
        blocks(details, samples.subList(i, Math.min(samples.size(), i + BATCH_SAMPLES)));
        parts.add(bytes(details));
      }
      return new Metadata(format, bytes(main), parts);
    }
  }

  private static void differences(GrowableBytes out, List<Place> places) {
    Place before = new Place(0, 0, 0, 0);
    for (Place place : places) {
      CatalogInteger.write(out, signed(place.group() - before.group()));
      CatalogInteger.write(out, signed(place.id() - before.id()));
      CatalogInteger.write(out, signed(place.length() - before.length()));
      CatalogInteger.write(out, place.orientation());
      before = place;
    }
  }

  private static long signed(long difference) {
    return difference >= 0 ? 2 * difference : -2 * difference - 1;
  }

  private static void blocks(GrowableBytes out, List<Sample> batch) {
    for (int block = 0; block < 4; block++) {
      for (Sample sample : batch) {
        for (Contig contig : sample.contigs()) {
          long before = 0;
          for (Place place : contig.places()) {
            long value =
                new long[] {place.group(), place.id(), place.length(), place.orientation()}[block];
            CatalogInteger.write(out, block == 3 ? value : CatalogInteger.code(value, before));
            before = value;
          }
        }
      }
    }
  }

  private static void text(GrowableBytes out, String text) {
    out.put(text.getBytes(StandardCharsets.UTF_8));
    out.putByte(0);
  }

  private static byte[] bytes(GrowableBytes content) {
    return content.written().asSlice(0, content.size()).toArray(ValueLayout.JAVA_BYTE);
  }

  /** An archive with {@code metadata} and the delta streams of all groups, without parts. */
  private static Path write(Metadata metadata, Path path, MemoryBudget budget) throws IOException {
    try (ZstdContexts contexts = new ZstdContexts(budget);
        ArchiveFileWriter archive = ArchiveFileWriter.create(path, true, budget, budget)) {
      PackWriter writer = new PackWriter(contexts, PackWriter.Effort.AGC);
      for (int group = 0; group < GROUPS; group++) {
        archive.addStream("seg-" + group + "-delta");
      }
      int main =
          archive.addStream(metadata.format() == 1 ? StreamNames.DESCRIPTION : StreamNames.MAIN);
      writeFrame(archive, main, metadata.main(), writer);
      int details = archive.addStream(StreamNames.DETAILS);
      for (byte[] part : metadata.details()) {
        writeFrame(archive, details, part, writer);
      }
      archive.finish();
    }
    return path;
  }

  private static void writeFrame(
      ArchiveFileWriter archive, int stream, byte[] content, PackWriter writer) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(Math.max(1, content.length)).asSlice(0, content.length);
      MemorySegment.copy(content, 0, raw, ValueLayout.JAVA_BYTE, 0, content.length);
      MemorySegment room = arena.allocate(PackWriter.roomFor(content.length));
      long size = writer.writeFrame(raw, 1, room);
      archive.write(stream, writer.metadata(), room.asSlice(0, size));
    }
  }

  /** All samples of {@code path}, the last one first, so that batches are not read in order. */
  private static List<Sample> read(Path path, int format, MemoryBudget budget) throws IOException {
    ArchiveParameters parameters =
        new ArchiveParameters(21, 20, PACK_CARDINALITY, 0, format * 1000, Map.of());
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        CatalogReader reader = new CatalogReader(archive, parameters, budget, budget)) {
      assertEquals(1, reader.commands().size());
      List<Sample> samples = new ArrayList<>();
      for (long i = reader.samples() - 1; i >= 0; i--) {
        assertEquals(i, reader.sampleIndex(reader.sampleName(i)));
        try (CatalogBatch batch = reader.batch(i)) {
          List<Contig> contigs = contigs(batch, reader.placeInBatch(i));
          samples.add(0, new Sample(string(reader.sampleName(i)), contigs));
        }
      }
      return samples;
    }
  }

  private static List<Contig> contigs(CatalogBatch batch, int sample) throws IOException {
    List<Contig> contigs = new ArrayList<>();
    ContigNames names = batch.names(sample);
    for (long contig = 0; contig < batch.contigs(sample); contig++) {
      List<Place> places = new ArrayList<>();
      for (long i = 0; i < batch.segments(sample, contig); i++) {
        SegmentPlacement place = batch.placement(sample, contig, i);
        places.add(new Place(place.group(), place.id(), place.length(), place.strand().ordinal()));
      }
      contigs.add(new Contig(string(names.next()), places));
    }
    assertEquals(false, names.hasNext());
    return contigs;
  }

  private static String string(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  /** Whether reading ends with the documented exception; any other one fails the test. */
  private static boolean readFails(
      Metadata metadata, Path path, MemoryBudget budget, String context) {
    MemoryBudget reading = MemoryBudget.root(MemoryBudget.UNLIMITED);
    boolean failed = false;
    try {
      write(metadata, path, budget);
      read(path, metadata.format(), reading);
    } catch (CorruptArchiveException e) {
      failed = true;
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(context + ": " + e, e);
    }
    assertEquals(0, reading.currentBytes(), context);
    assertTrue(reading.peakBytes() < MEMORY_MAX, context + " took " + reading.peakBytes());
    return failed;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void catalogsComeBack(int format, MemoryBudget budget, @TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.agc");
    for (int seed = 0; seed < 30; seed++) {
      List<Sample> samples = samples(new Random(seed), seed);
      write(encoded(format, samples, budget), path, budget);
      assertEquals(samples, read(path, format, budget), "seed=" + seed);
    }
  }

  @Test
  void differencesOfFormat1AreSigned() {
    long[] values = {0, -1, 1, -2, 2, -3};
    for (int code = 0; code < values.length; code++) {
      assertEquals(values[code], CatalogInteger.signed(code));
    }
    assertEquals(Integer.MAX_VALUE, CatalogInteger.signed(0xffff_fffeL));
    assertEquals(Integer.MIN_VALUE, CatalogInteger.signed(0xffff_ffffL));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void metadataCutAnywhereAreReported(int format, MemoryBudget budget, @TempDir Path folder) {
    Path path = folder.resolve("a.agc");
    Metadata whole = encoded(format, samples(new Random(3), 6), budget);
    for (int size = 0; size < whole.main().length; size++) {
      Metadata cut = whole.withMain(Arrays.copyOf(whole.main(), size));
      assertTrue(readFails(cut, path, budget, "size=" + size), "main cut to " + size);
    }
    for (int part = 0; part < whole.details().size(); part++) {
      byte[] details = whole.details().get(part);
      for (int size = 0; size < details.length; size++) {
        Metadata cut = whole.withDetails(part, Arrays.copyOf(details, size));
        assertTrue(readFails(cut, path, budget, "size=" + size), part + " cut to " + size);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void changedMetadataNeverCrashHangOrTakeMuchMemory(
      int format, MemoryBudget budget, @TempDir Path folder) {
    Path path = folder.resolve("a.agc");
    Random random = new Random(format);
    Metadata whole = encoded(format, samples(new Random(3), 6), budget);
    int reported = 0;
    int runs = Integer.getInteger("agc4j.corruption.runs", 3000) / 6;
    for (int run = 0; run < runs; run++) {
      int part = random.nextInt(whole.details().size() + 1) - 1;
      byte[] changed = (part < 0 ? whole.main() : whole.details().get(part)).clone();
      int at = random.nextInt(changed.length);
      // Half of them large numbers, which are what counts must be checked for.
      changed[at] = (byte) (random.nextBoolean() ? 0xf0 : random.nextInt(256));
      Metadata damaged = part < 0 ? whole.withMain(changed) : whole.withDetails(part, changed);
      reported += readFails(damaged, path, budget, "run=" + run + " byte=" + at) ? 1 : 0;
    }
    assertTrue(reported > runs / 4, "only " + reported + " of " + runs + " changes were noticed");
  }

  @Test
  void batchesOfNoSamplesAndEqualNamesAreRefused(MemoryBudget budget, @TempDir Path folder) {
    Path path = folder.resolve("a.agc");
    Metadata two = encoded(2, samples(new Random(1), 5), budget);
    byte[] main = two.main().clone();
    main[0] = 0;
    assertTrue(readFails(two.withMain(main), path, budget, "batches of 0 samples"));
    for (int format = 1; format <= 2; format++) {
      Sample sample = new Sample("a", List.of());
      Metadata twice = encoded(format, List.of(sample, sample), budget);
      assertTrue(readFails(twice, path, budget, "two samples of one name"));
    }
  }

  @Test
  void surplusDetailsAreIgnoredAndMissingOnesReported(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("a.agc");
    List<Sample> samples = samples(new Random(4), 7);
    Metadata whole = encoded(2, samples, budget);
    List<byte[]> more = new ArrayList<>(whole.details());
    more.add(new byte[] {1, 2, 3});
    write(new Metadata(2, whole.main(), more), path, budget);
    assertEquals(samples, read(path, 2, budget));
    Metadata less = new Metadata(2, whole.main(), whole.details().subList(0, 1));
    assertThrows(CorruptArchiveException.class, () -> read(write(less, path, budget), 2, budget));
  }
}
