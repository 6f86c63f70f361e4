package io.github.agc4j.htsjdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.io.HtsPath;
import htsjdk.samtools.SAMSequenceRecord;
import htsjdk.samtools.reference.IndexedFastaSequenceFile;
import htsjdk.samtools.reference.ReferenceSequence;
import htsjdk.samtools.reference.ReferenceSequenceFile;
import htsjdk.samtools.reference.ReferenceSequenceFileFactory;
import htsjdk.samtools.util.IOUtil;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of an archive as files. */
class AgcFileSystemTest {
  @TempDir private Path folder;
  private TestArchive archive;
  private FileSystem files;

  @BeforeEach
  void open() throws IOException {
    archive = TestArchive.create(folder, 12, 3, 4);
    files = FileSystems.newFileSystem(uri("/"), Map.of());
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private URI uri(String path) {
    return URI.create("agc://" + archive.archive().toUri().getRawPath() + "!" + path);
  }

  @Test
  void htsjdkReadsASampleAsAnIndexedFile() throws IOException {
    Path path = IOUtil.getPath(uri("/HG%231.fa").toString());
    assertTrue(ReferenceSequenceFileFactory.canCreateIndexedFastaReader(path));
    try (ReferenceSequenceFile found =
            ReferenceSequenceFileFactory.getReferenceSequenceFile(path, true, true);
        IndexedFastaSequenceFile expected = archive.fasta("HG#1")) {
      assertTrue(found.isIndexed());
      assertEquals(4, found.getSequenceDictionary().size());
      Random random = new Random(2);
      for (SAMSequenceRecord contig : found.getSequenceDictionary().getSequences()) {
        String name = contig.getSequenceName();
        ReferenceSequence whole = expected.getSequence(name);
        assertEquals(whole.length(), contig.getSequenceLength());
        assertArrayEquals(whole.getBases(), found.getSequence(name).getBases());
        for (int i = 0; i < 50; i++) {
          int from = 1 + random.nextInt(whole.length());
          int to = from + random.nextInt(whole.length() - from + 1);
          assertArrayEquals(
              expected.getSubsequenceAt(name, from, to).getBases(),
              found.getSubsequenceAt(name, from, to).getBases(),
              name + ":" + from + "-" + to);
        }
      }
    }
  }

  @Test
  void htsPathLeadsToAFile() throws IOException {
    HtsPath path = new HtsPath(uri("/ref.fa").toString());
    assertTrue(path.hasFileSystemProvider());
    assertTrue(path.isPath());
    assertTrue(Files.size(path.toPath()) > 0);
  }

  @Test
  void theFilesOfEachSampleAreInOneFolder() throws IOException {
    Path root = files.getRootDirectories().iterator().next();
    try (Stream<Path> found = Files.walk(root)) {
      List<String> names = found.map(Path::toString).toList();
      assertEquals(
          List.of(
              "/",
              "/ref.fa",
              "/ref.fa.fai",
              "/ref.dict",
              "/HG#1.fa",
              "/HG#1.fa.fai",
              "/HG#1.dict",
              "/HG#2.fa",
              "/HG#2.fa.fai",
              "/HG#2.dict"),
          names);
    }
    try (var found = Files.newDirectoryStream(root, "*.fa")) {
      int[] count = {0};
      found.forEach(path -> count[0] += Files.isRegularFile(path) ? 1 : 0);
      assertEquals(3, count[0]);
    }
  }

  @Test
  void channelsGoToAnyPlace() throws IOException {
    Path path = Path.of(uri("/ref.fa"));
    byte[] all = Files.readAllBytes(path);
    assertEquals(Files.size(path), all.length);
    Path copied = Files.copy(path, folder.resolve("copied.fa"));
    assertArrayEquals(all, Files.readAllBytes(copied));
    Random random = new Random(4);
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      for (int i = 0; i < 300; i++) {
        int from = random.nextInt(all.length);
        int length = Math.min(all.length - from, 1 + random.nextInt(i % 9 == 0 ? 40_000 : 90));
        ByteBuffer target = ByteBuffer.allocate(length);
        assertEquals(length, channel.position(from).read(target));
        assertArrayEquals(Arrays.copyOfRange(all, from, from + length), target.array());
        assertEquals(from + length, channel.position());
      }
      assertEquals(-1, channel.position(all.length + 5L).read(ByteBuffer.allocate(3)));
      assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
      assertThrows(NonWritableChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
      assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
    }
    SeekableByteChannel closed = Files.newByteChannel(path);
    assertTrue(closed.isOpen());
    closed.close();
    assertFalse(closed.isOpen());
    assertThrows(ClosedChannelException.class, closed::position);
  }

  @Test
  void nothingIsWritten() throws IOException {
    Path path = Path.of(uri("/ref.fa"));
    Path other = path.resolveSibling("other.fa");
    assertThrows(ReadOnlyFileSystemException.class, () -> Files.writeString(path, "x"));
    assertThrows(ReadOnlyFileSystemException.class, () -> Files.delete(path));
    assertThrows(ReadOnlyFileSystemException.class, () -> Files.move(path, other));
    assertThrows(ReadOnlyFileSystemException.class, () -> Files.copy(path, other));
    assertThrows(ReadOnlyFileSystemException.class, () -> Files.createDirectory(other));
    assertThrows(ReadOnlyFileSystemException.class, () -> Files.setAttribute(path, "size", 1L));
    assertFalse(Files.isWritable(path));
    assertTrue(Files.isReadable(path));
    assertFalse(Files.isExecutable(path));
    assertThrows(
        AccessDeniedException.class,
        () -> path.getFileSystem().provider().checkAccess(path, java.nio.file.AccessMode.WRITE));
  }

  @Test
  void whatIsNotThereIsAnError() throws IOException {
    assertThrows(NoSuchFileException.class, () -> Files.size(Path.of(uri("/none.fa"))));
    assertThrows(NoSuchFileException.class, () -> Files.size(Path.of(uri("/ref.fa/x"))));
    assertThrows(NoSuchFileException.class, () -> Files.size(Path.of(uri("/ref"))));
    assertThrows(
        NotDirectoryException.class, () -> Files.newDirectoryStream(Path.of(uri("/ref.fa"))));
    assertThrows(IOException.class, () -> Files.newByteChannel(Path.of(uri("/"))));
    URI none = URI.create("agc:///none/x.agc!/a.fa");
    assertThrows(FileSystemNotFoundException.class, () -> Path.of(none));
    assertThrows(FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(none));
    assertThrows(IOException.class, () -> FileSystems.newFileSystem(none, Map.of()));
    assertThrows(IllegalArgumentException.class, () -> Path.of(URI.create("agc:///x.agc")));
    assertThrows(
        FileSystemAlreadyExistsException.class,
        () -> FileSystems.newFileSystem(uri("/"), Map.of()));
  }

  @Test
  void aClosedFileSystemIsOpenedAnewByAPathOfAnUri() throws IOException {
    Path before = Path.of(uri("/ref.fa"));
    assertEquals(files, FileSystems.getFileSystem(uri("/x")));
    files.close();
    assertFalse(files.isOpen());
    assertThrows(ClosedFileSystemException.class, () -> Files.size(before));
    Path again = Path.of(uri("/ref.fa"));
    assertNotEquals(before, again);
    assertTrue(Files.size(again) > 0);
    again.getFileSystem().close();
  }

  @Test
  void pathsCalculateLikeOthers() throws IOException {
    Path path = files.getPath("/a", "b", "../c");
    assertEquals("/a/b/../c", path.toString());
    assertEquals("/a/c", path.normalize().toString());
    assertEquals(files.getPath("c"), path.getFileName());
    assertEquals("/a/b/..", path.getParent().toString());
    assertEquals("b/..", path.subpath(1, 3).toString());
    assertEquals(4, path.getNameCount());
    assertTrue(path.startsWith(files.getPath("/a")));
    assertFalse(path.startsWith(files.getPath("a")));
    assertTrue(path.endsWith(files.getPath("../c")));
    assertEquals("../../x", files.getPath("/a/b").relativize(files.getPath("/x")).toString());
    assertEquals(files.getPath("/x/y"), files.getPath("/x").resolve("y"));
    assertEquals(files.getPath("/y"), files.getPath("/x").resolve("/y"));
    assertNull(files.getPath("x").getParent());
    assertNull(files.getPath("/").getFileName());
    assertThrows(IllegalArgumentException.class, () -> path.subpath(2, 2));
    assertThrows(ProviderMismatchException.class, () -> path.resolve(folder));
    Path sample = files.getPath("HG#1.fa");
    assertEquals(uri("/HG%231.fa"), sample.toUri());
    assertEquals(sample.toAbsolutePath(), Path.of(sample.toUri()));
    assertEquals(sample.toAbsolutePath(), Path.of(URI.create(uri("/") + "HG#1.fa")));
    assertTrue(Files.isSameFile(sample, Path.of(sample.toUri())));
    assertEquals("/HG#1.fa", sample.toRealPath().toString());
  }

  @Test
  void theSameArchiveIsOneFileSystemHoweverItIsSpelled() throws IOException {
    String spelled = "agc:" + archive.folder().toUri().getRawPath() + "./x.agc!//ref.fa";
    assertEquals(files.getPath("/ref.fa"), Path.of(URI.create(spelled)));
    assertEquals("/a?b.fa", Path.of(uri("/a?b.fa")).toString());
  }

  @Test
  void theEmptyPathIsTheFolder() throws IOException {
    Path empty = files.getPath("");
    assertEquals("", empty.getFileName().toString());
    assertEquals(1, empty.getNameCount());
    assertFalse(files.getPath("a").startsWith(empty));
    assertFalse(files.getPath("a").endsWith(empty));
    try (Stream<Path> found = Files.walk(empty)) {
      assertEquals(10, found.map(empty::relativize).count());
    }
  }

  @Test
  void namesMatchPatternsInAnyLetters() {
    assertTrue(matches("glob:*.{fa,dict}", "ü.fa"));
    assertFalse(matches("glob:*.{fa,dict}", "ü.fai"));
    assertTrue(matches("glob:s[0-9]?.fa", "s1x.fa"));
    assertFalse(matches("glob:s[!0-9].fa", "s1.fa"));
    assertTrue(matches("glob:a\\*b", "a*b"));
    assertTrue(matches("glob:**b", "/a/b"));
    assertFalse(matches("glob:*b", "/a/b"));
    assertTrue(matches("regex:.+", "x"));
    for (String wrong : List.of("glob:{a", "glob:a}", "glob:[a", "glob:a\\", "a")) {
      assertThrows(IllegalArgumentException.class, () -> files.getPathMatcher(wrong));
    }
    assertThrows(UnsupportedOperationException.class, () -> files.getPathMatcher("x:a"));
  }

  private boolean matches(String pattern, String path) {
    return files.getPathMatcher(pattern).matches(files.getPath(path));
  }

  @Test
  void aFolderIsShownOnce() throws IOException {
    try (var found = Files.newDirectoryStream(files.getPath("/"))) {
      found.iterator();
      assertThrows(IllegalStateException.class, found::iterator);
    }
  }

  @Test
  void aChannelOfAClosedFileSystemIsClosed() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(Path.of(uri("/ref.fa")))) {
      files.close();
      assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(9000)));
    }
  }

  @Test
  void attributesTellWhatIsKnown() throws IOException {
    Path path = Path.of(uri("/ref.fa"));
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    assertTrue(attributes.isRegularFile());
    assertEquals(Files.size(path), attributes.size());
    Map<String, Object> told = Files.readAttributes(path, "size,isDirectory");
    assertEquals(Map.of("size", attributes.size(), "isDirectory", false), told);
    assertEquals(9, Files.readAttributes(path, "*").size());
    assertThrows(IllegalArgumentException.class, () -> Files.readAttributes(path, "owner"));
    assertThrows(UnsupportedOperationException.class, () -> Files.readAttributes(path, "posix:*"));
    assertTrue(Files.isDirectory(path.getParent()));
  }
}
