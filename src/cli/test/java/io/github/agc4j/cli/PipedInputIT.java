package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.cli.demo.DemoCollection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of pipes makes the same archive as files do. */
@Tag("slow")
class PipedInputIT {
  private static final int GENOMES = 5;

  @TempDir private static Path folder;

  @BeforeAll
  static void writeGenomes() throws Exception {
    new DemoCollection(1, GENOMES, 150_000).write(folder);
    Files.writeString(folder.resolve("small.fa"), small());
    Random random = new Random(5);
    for (int i = 0; i < GENOMES; i++) {
      StringBuilder text = new StringBuilder(">plastid" + i + "\n");
      for (int j = 0; j < 100_000; j++) {
        text.append("ACGT".charAt(random.nextInt(4))).append(j % 80 == 79 ? "\n" : "");
      }
      Files.writeString(folder.resolve("other" + i + ".fa"), text);
    }
  }

  /** A concatenation of small genomes. */
  private static String small() {
    Random random = new Random(4);
    StringBuilder ancestor = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      ancestor.append("ACGT".charAt(random.nextInt(4)));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      ancestor.setCharAt(random.nextInt(ancestor.length()), 'A');
      text.append(">v").append(i).append('\n').append(ancestor).append('\n');
    }
    return text.toString();
  }

  /** Runs a line of the shell with the command as {@code $A}; what it says. */
  private static String shell(String line) throws Exception {
    Agc4jProcess process =
        Agc4jProcess.start(folder, List.of("sh", "-c", "A=" + Agc4jProcess.LAUNCHER + "; " + line));
    assertEquals(0, process.status(), process.err());
    return process.err();
  }

  private static void equal(String one, String other) throws Exception {
    assertEquals(-1, Files.mismatch(folder.resolve(one), folder.resolve(other)));
  }

  @Test
  void oneGenome() throws Exception {
    shell("$A create -o file.agc genome00.fa genome01.fa");
    String told =
        shell(
            "gzip -c genome00.fa | $A create -v 1 --stdin-name genome00 -o pipe.agc - genome01.fa");
    assertTrue(told.startsWith("profile virus: the first genome has about 150000 "), told);
    equal("file.agc", "pipe.agc");
  }

  @Test
  void aGenomeInEachContig() throws Exception {
    shell("$A create -c -o files.agc small.fa");
    shell("cat small.fa | $A create -c -o pipes.agc -");
    equal("files.agc", "pipes.agc");
  }

  @Test
  void genomesInContigsThatHaveLittleInCommon() throws Exception {
    String told = shell("cat other*.fa | $A create -c -v 1 -o unlike.agc -");
    assertTrue(told.matches("(?s)profile bacteria: .*, and 0[.]0. in common.*"), told);
    String file = shell("cat other*.fa >unlike.fa; $A create -c -v 1 -o unlikes.agc unlike.fa");
    assertTrue(file.startsWith("profile bacteria: "), file);
    equal("unlike.agc", "unlikes.agc");
  }

  /** A pipe that stays silent: whoever waits for it does not end within the test's time. */
  @Test
  void whatIsWrongIsToldBeforeAPipeIsWaitedFor() throws Exception {
    shell("mkfifo silent; sleep 600 >silent & echo $! >sleeper");
    try {
      String told =
          shell("$A create --order auto -c -o no.agc silent && exit 1; [ $? = 2 ] || exit 1");
      assertTrue(told.startsWith("agc4j: --order=auto orders files"), told);
      told = shell("$A create -o genome00.fa silent genome00.fa && exit 1; true");
      assertTrue(told.contains("is an input"), told);
    } finally {
      shell("kill $(cat sleeper)");
    }
  }

  @Test
  void aTarOfRelatives() throws Exception {
    shell("$A create -o many.agc genome0*.fa");
    shell("tar cf - genome0*.fa | $A create -o tar.agc -");
    equal("many.agc", "tar.agc");
  }

  @Test
  void aTarOfGenomesThatHaveLittleInCommon() throws Exception {
    String told = shell("tar czf - other*.fa | $A create -v 1 -o others.agc -");
    assertTrue(told.startsWith("profile diverse: "), told);
    shell("cat other?.fa >whole.fa; $A getcol others.agc | cmp - whole.fa");
    shell("$A create -o otherfiles.agc other?.fa");
    equal("others.agc", "otherfiles.agc");
  }

  @Test
  void pipesAreOrderedLikeFiles() throws Exception {
    shell("$A create --order auto -o ordered.agc genome0*.fa");
    shell(
        "mkfifo one two; cat genome01.fa >one & gzip -c genome03.fa >two & "
            + "$A create --order auto -o fifos.agc genome00.fa genome01=one genome02.fa"
            + " genome03=two genome04.fa");
    equal("ordered.agc", "fifos.agc");
    shell("[ -z \"$(ls -a | grep agc4j-inputs)\" ]");
  }
}
