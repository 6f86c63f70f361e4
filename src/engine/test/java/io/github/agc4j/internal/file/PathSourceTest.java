package io.github.agc4j.internal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.agc4j.AgcReader;
import io.github.agc4j.Verifier;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of other file systems than the machine's. */
class PathSourceTest {
  @TempDir private Path folder;
  private Path archive;

  @BeforeEach
  void createArchive() throws IOException {
    archive = folder.resolve("x.agc");
    List<Path> files = new RandomCollection(new Random(41)).write(folder, 12, 40_000);
    Fasta.create(archive, files, CreateOptions.DEFAULTS);
  }

  private void checkSame(Path elsewhere) throws IOException {
    assertEquals(null, ArchiveLocation.of(elsewhere).localFile());
    Map<String, byte[]> expected = Fasta.extract(archive, 1);
    try (AgcReader reader = AgcReader.open(elsewhere, ReadOptions.DEFAULTS)) {
      assertTrue(elsewhere.toUri().toString().endsWith(reader.name()), reader.name());
    }
    ArchiveLocation location = ArchiveLocation.of(elsewhere.toUri());
    Map<String, byte[]> found =
        Fasta.extract(location, 2, (int) TextForm.AS_READ, ReadOptions.DEFAULTS);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, text) -> assertArrayEquals(text, found.get(name), name));
    VerifyPlan plan = VerifyPlan.full(2);
    assertTrue(new Verifier(plan, new VerifyListener() {}).verify(location, null).isWhole());
  }

  @Test
  void anArchiveInMemoryReadsLikeAFile() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      checkSame(Files.copy(archive, memory.getPath("/x.agc")));
    }
  }

  @Test
  void anArchiveInAZipFileReadsLikeAFile() throws IOException {
    URI zip = URI.create("jar:" + folder.resolve("x.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.copy(archive, files.getPath("/x.agc"));
    }
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of())) {
      checkSame(files.getPath("/x.agc"));
    }
  }

  @Test
  void aFileThatIsNoneIsRefusedByItsName() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem("here", Configuration.unix())) {
      Path none = memory.getPath("/none.agc");
      assertThrows(IOException.class, () -> AgcReader.open(none, ReadOptions.DEFAULTS));
      Path root = memory.getPath("/");
      IOException told =
          assertThrows(IOException.class, () -> AgcReader.open(root, ReadOptions.DEFAULTS));
      assertTrue(told.getMessage().contains("is a directory"), told.getMessage());
      Path text = Files.writeString(memory.getPath("/t.fa"), ">a\nACGT\n");
      told = assertThrows(IOException.class, () -> AgcReader.open(text, ReadOptions.DEFAULTS));
      assertTrue(told.getMessage().startsWith("jimfs://here/t.fa: is no archive"));
      byte[] cut = Arrays.copyOf(Files.readAllBytes(archive), 500);
      Path damaged = Files.write(memory.getPath("/cut.agc"), cut);
      assertThrows(
          CorruptArchiveException.class, () -> AgcReader.open(damaged, ReadOptions.DEFAULTS));
    }
  }

  @Test
  void aSourceThatWasInterruptedGoesOnUnlessTheFileIsAnother() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = Files.write(memory.getPath("/f"), new byte[1000]);
      PathSource source = new PathSource(file);
      assertEquals(1000, source.open(ByteBuffer.allocateDirect(10)));
      Thread.currentThread().interrupt();
      assertThrows(IOException.class, () -> source.read(0, ByteBuffer.allocateDirect(10)));
      assertTrue(Thread.interrupted());
      ByteBuffer target = ByteBuffer.allocateDirect(10);
      source.read(0, target);
      assertFalse(target.hasRemaining());
      Files.write(file, new byte[2000]);
      Thread.currentThread().interrupt();
      assertThrows(IOException.class, () -> source.read(0, ByteBuffer.allocateDirect(10)));
      assertTrue(Thread.interrupted());
      IOException told =
          assertThrows(IOException.class, () -> source.read(0, ByteBuffer.allocateDirect(10)));
      assertTrue(told.getMessage().contains("has changed"), told.getMessage());
      source.close();
      assertThrows(
          IllegalStateException.class, () -> source.read(0, ByteBuffer.allocateDirect(10)));
    }
  }
}
