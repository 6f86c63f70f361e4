package io.github.agc4j.testing;

import io.github.agc4j.info.VerifyListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keeps what verification tells. */
public final class Findings implements VerifyListener {
  private final List<String> parts = new ArrayList<>();
  private final Set<String> unproven = new TreeSet<>();
  private final Set<String> contigs = new TreeSet<>();
  private final Set<String> lost = new TreeSet<>();
  private final Set<String> texts = new TreeSet<>();
  private final List<String> whole = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  @Override
  public void damagedPart(String stream, long part, String reason) {
    parts.add(stream + "/" + part);
  }

  @Override
  public void unreadable(String reason) {
    unreadable.add(reason);
  }

  @Override
  public void unproven(String stream, String reason) {
    unproven.add(stream);
  }

  @Override
  public void lostSample(String sample, String reason) {
    lost.add(sample);
  }

  @Override
  public void damagedContig(String sample, String contig, String reason) {
    contigs.add(sample + "/" + contig);
  }

  @Override
  public void damagedText(String sample, String reason) {
    texts.add(sample);
  }

  @Override
  public void wholeSample(String sample) {
    whole.add(sample);
  }

  /** Damaged parts as {@code stream/part}, in the order in which they were told. */
  public List<String> parts() {
    return parts;
  }

  /** Streams that nothing proves. */
  public Set<String> unproven() {
    return unproven;
  }

  /** Damaged contigs as {@code sample/contig}. */
  public Set<String> contigs() {
    return contigs;
  }

  /** Samples whose texts are not what they were. */
  public Set<String> texts() {
    return texts;
  }

  /** Samples whose metadata are damaged. */
  public Set<String> lost() {
    return lost;
  }

  /** Whole samples in the order in which they were told. */
  public List<String> whole() {
    return whole;
  }

  /** Why the archive cannot be read, if so. */
  public List<String> unreadable() {
    return unreadable;
  }
}
