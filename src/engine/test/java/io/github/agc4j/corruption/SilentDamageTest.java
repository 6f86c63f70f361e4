package io.github.agc4j.corruption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive with checksums gives what was stored or an error, whatever is done to its file. More
 * damages with {@code -Dagc4j.corruption.runs=100000}.
 */
@Tag("slow")
class SilentDamageTest {
  private static final int ARCHIVES = 4;

  @TempDir private Path folder;

  /** What a contig is: its sample and name, and its letters. */
  private record Contig(String name, byte[] letters) {}

  @Test
  void noDamageIsReadAsSomethingElse() throws IOException {
    long seed = Long.getLong("agc4j.corruption.seed", 1);
    int runs = Integer.getInteger("agc4j.corruption.runs", 3000);
    Random random = new Random(seed);
    List<byte[]> archives = new ArrayList<>();
    List<List<Contig>> truths = new ArrayList<>();
    for (int i = 0; i < ARCHIVES; i++) {
      Path archive = create(random, i);
      archives.add(Files.readAllBytes(archive));
      truths.add(contigs(archive));
    }
    Path damaged = folder.resolve("damaged.agc");
    int noticed = 0;
    for (int run = 0; run < runs; run++) {
      int which = random.nextInt(ARCHIVES);
      Files.write(damaged, damage(random, archives.get(which)));
      noticed += isNoticed(damaged, truths.get(which), "seed " + seed + " run " + run) ? 1 : 0;
    }
    assertTrue(noticed > runs * 0.75, "only " + noticed + " of " + runs + " damages were noticed");
  }

  private Path create(Random random, int index) throws IOException {
    Path inputs = Files.createDirectory(folder.resolve("inputs" + index));
    Path archive = folder.resolve(index + ".agc");
    Fasta.create(
        archive,
        new RandomCollection(random).write(inputs, 3 + index, 3000),
        CreateOptions.builder()
            .parameters(17, 20, 300, 1 + index)
            .modes(new Modes(index == 1, false, index == 2 ? 0.05 : 0))
            .build());
    return archive;
  }

  private static List<Contig> contigs(Path path) throws IOException {
    List<Contig> contigs = new ArrayList<>();
    try (AgcReader reader = AgcReader.open(path, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < reader.samples(); sample++) {
        List<String> names = reader.contigNames(sample);
        for (int contig = 0; contig < names.size(); contig++) {
          String name = reader.sampleName(sample) + "/" + names.get(contig);
          contigs.add(new Contig(name, letters(reader, sample, contig)));
        }
      }
    }
    return contigs;
  }

  private static byte[] letters(AgcReader reader, long sample, long contig) throws IOException {
    byte[] room = new byte[1 << 14];
    int count = reader.fetchLetters(sample, contig, 0, room.length, room, 0);
    return Arrays.copyOf(room, count);
  }

  private static byte[] damage(Random random, byte[] whole) {
    byte[] bytes = whole.clone();
    int at = random.nextInt(bytes.length);
    int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        for (int i = 0; i < 2 + random.nextInt(8); i++) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        }
      }
      case 2 -> {
        byte[] rubbish = new byte[length];
        random.nextBytes(rubbish);
        System.arraycopy(rubbish, 0, bytes, at, length);
      }
      case 3 -> Arrays.fill(bytes, at, at + length, (byte) 0);
      case 4 -> {
        int from = random.nextInt(bytes.length - length + 1);
        System.arraycopy(whole, from, bytes, at, length);
      }
      default -> {
        byte[] shorter = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
        return shorter;
      }
    }
    return bytes;
  }

  /** Whether reading found any damage; fails if it read anything that is not true. */
  private static boolean isNoticed(Path damaged, List<Contig> truth, String context) {
    boolean noticed = false;
    int index = 0;
    try (AgcReader reader = AgcReader.open(damaged, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < reader.samples(); sample++) {
        List<String> names = reader.contigNames(sample);
        for (int contig = 0; contig < names.size(); contig++) {
          Contig expected = truth.get(index++);
          assertEquals(
              expected.name(), reader.sampleName(sample) + "/" + names.get(contig), context);
          try {
            assertEquals(
                Fasta.shown(expected.letters()),
                Fasta.shown(letters(reader, sample, contig)),
                context);
          } catch (CorruptArchiveException e) {
            noticed = true;
          }
        }
      }
      assertEquals(truth.size(), index, context);
    } catch (CorruptArchiveException e) {
      noticed = true;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(context + ": " + e, e);
    }
    return noticed;
  }
}
