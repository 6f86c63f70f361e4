package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the archives of a set are, by where the set is. */
class ArchiveLocationTest {
  private static String address(ArchiveLocation location) {
    return ((ArchiveLocation.AtAddress) location).address().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/a/, http://h/a/x y.agc, http://h/a/x%20y.agc",
    "http://h/a/?sig=a%2Fb, http://h/a/é?.agc, http://h/a/%C3%A9%3F.agc?sig=a%2Fb",
    "http://h//a/b/, http://h//a/b/x, http://h//a/b/x",
    "http://h/a%2Fb%2B/, x, http://h/a%2Fb%2B/x",
    "http://u@[::1]:80/a/agc4j-set.tsv, x, http://u@[::1]:80/a/x",
    "https://h/, x, https://h/x"
  })
  void anArchiveIsInTheFolderOfItsSet(String set, String name, String expected) {
    ArchiveLocation location = ArchiveLocation.parse(set);
    assertTrue(ArchiveSet.isSet(location));
    String file = name.substring(name.lastIndexOf('/') + 1);
    ArchiveLocation archive = ArchiveSet.folder(location).resolve(file);
    // Characters that are no ASCII may stand in an address as they are.
    assertEquals(expected, java.net.URI.create(address(archive)).toASCIIString(), address(archive));
  }

  @Test
  void whatIsNoSetIsNone() {
    assertFalse(ArchiveSet.isSet(ArchiveLocation.parse("http://h/a/x.agc")));
    assertFalse(ArchiveSet.isSet(ArchiveLocation.parse("http://h")));
    assertFalse(ArchiveSet.isSet(ArchiveLocation.of(Path.of("agc4j-set"))));
  }

  @Test
  void theIndexOfThisFolderIsASet() {
    ArchiveLocation index = ArchiveLocation.of(Path.of(ArchiveSet.INDEX));
    assertTrue(ArchiveSet.isSet(index));
    assertEquals(Path.of("").toAbsolutePath(), ArchiveSet.folder(index).path());
  }
}
