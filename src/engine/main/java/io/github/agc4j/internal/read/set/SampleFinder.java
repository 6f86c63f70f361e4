package io.github.agc4j.internal.read.set;

import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.internal.read.names.NameFinder;
import io.github.agc4j.query.NamePattern;
import io.github.agc4j.query.SampleIndexes;
import java.util.List;

/** Finds samples by their names, in one archive or in a set. */
public record SampleFinder(Members members) {
  /** See {@link io.github.agc4j.AgcReader#sampleIndex}. */
  public long index(String name) throws UnknownNameException {
    if (!members.isSet()) {
      return members.only().sampleIndex(name);
    }
    long index = members.find(name);
    if (index < 0) {
      UnknownNameException.Nearest nearest = new UnknownNameException.Nearest(name);
      for (long i = 0; i < members.samples(); i++) {
        nearest.accept(name(i));
      }
      throw new UnknownNameException("sample", name, nearest.names());
    }
    return index;
  }

  /** See {@link io.github.agc4j.AgcReader#samples(String)}. */
  public SampleIndexes matching(String nameOrPattern) throws UnknownNameException {
    if (!members.isSet()) {
      return new NameFinder(members.only()).samples(nameOrPattern);
    }
    if (!NamePattern.isPattern(nameOrPattern) || members.find(nameOrPattern) >= 0) {
      return SampleIndexes.of(index(nameOrPattern));
    }
    NamePattern pattern = new NamePattern(nameOrPattern);
    SampleIndexes.Builder matching = new SampleIndexes.Builder();
    for (long sample = 0; sample < members.samples(); sample++) {
      if (pattern.matches(name(sample))) {
        matching.add(sample);
      }
    }
    SampleIndexes all = matching.inOrder();
    if (all.isEmpty()) {
      throw new UnknownNameException("sample that matches", nameOrPattern, List.of());
    }
    return all;
  }

  private String name(long sample) {
    Members.Place at = members.at(sample);
    return at.archive().sampleName(at.sample());
  }
}
