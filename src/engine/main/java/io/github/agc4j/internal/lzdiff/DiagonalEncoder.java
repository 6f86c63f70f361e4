package io.github.agc4j.internal.lzdiff;

import io.github.agc4j.internal.dna.Nucleotides;
import java.lang.foreign.MemorySegment;

/**
 * Encodes texts against references in fewer bytes than C++ agc does: it stays on the diagonal, that
 * is at the predicted position, over substitutions, marks every literal there that equals the
 * reference, and leaves the diagonal only for a match that pays for its token. It looks for such a
 * match beside the diagonal first, where insertions and deletions lead, and only then in the
 * reference's index. For one thread.
 */
public final class DiagonalEncoder implements DeltaEncoder {
  /** The shortest match off the diagonal whose token is smaller than its literals. */
  private static final int FAR_MATCH_MIN = 20;

  /** How far after a difference the diagonal may go on. */
  private static final int LOOK_AHEAD = 32;

  /** Equal symbols after which the diagonal counts as found again. */
  private static final int RECOVERED_MIN = 16;

  /** Symbols that a match off the diagonal must be longer than one on it. */
  private static final int FAR_PENALTY = 12;

  /** A delta with fewer symbols per byte is of a text that differs in many places. */
  private static final int DENSE = 8;

  /** The shortest match on the diagonal of a delta that is written symbol by symbol. */
  private static final int ALIGNED_MATCH_MIN = 200;

  /** Of 32 symbols after a difference so many may differ on the diagonal. */
  private static final int DIFFERENCES_MAX = 8;

  /** The longest insertion or deletion that is looked for beside the diagonal. */
  private static final int SHIFT_MAX = 16;

  /** Literals in a row that are spelled out if less than this share equals the reference. */
  private static final int SPELLED_MIN = 12;

  private static final double SPELLED_SHARE_MAX = 0.6;

  private final int matchMin;
  private final boolean alignsDense;
  private final PackedScan scan;
  private final DeltaTokens tokens;
  private int nearMatchMin;
  private int position;
  private int predicted;

  /** Literals since the last token of another kind. */
  private int literals;

  /** Whether the text has left the diagonal and is not beside it. */
  private boolean isLost;

  /**
   * An encoder for minimum match length {@code matchMin}.
   *
   * @param alignsDense whether deltas of texts that differ in many places are written symbol by
   *     symbol
   */
  public DiagonalEncoder(int matchMin, boolean alignsDense) {
    this.matchMin = matchMin;
    this.alignsDense = alignsDense;
    this.scan = new PackedScan(matchMin);
    this.tokens = new DeltaTokens(matchMin);
  }

  @Override
  public MemorySegment encode(DeltaText text, Reference reference, DeltaRoom room) {
    int length = text.length();
    scan.start(text, reference);
    if (scan.textEqualsReference()) {
      tokens.start(length, room);
    } else if (!encode(matchMin, alignsDense ? length / DENSE : Long.MAX_VALUE, room)) {
      encode(ALIGNED_MATCH_MIN, Long.MAX_VALUE, room);
    }
    return tokens.written();
  }

  /** Encodes what the scan was started with; false as soon as it takes more than {@code limit}. */
  private boolean encode(int near, long limit, DeltaRoom room) {
    int length = scan.textLength();
    nearMatchMin = near;
    tokens.start(length, room);
    position = 0;
    predicted = 0;
    literals = 0;
    isLost = false;
    while (position < length && tokens.size() <= limit) {
      encodeToken();
    }
    spell();
    return tokens.size() <= limit;
  }

  private void encodeToken() {
    int ahead = onDiagonal(position, predicted);
    if (ahead >= nearMatchMin) {
      match(predicted, ahead);
    } else if (goesOn(ahead + 1)) {
      literals(ahead + 1);
      isLost = false;
    } else if (ahead == 0 && !isLost && shift()) {
      return;
    } else if (!scan.hasKey(position)) {
      literals(1);
    } else {
      switch (scan.step(position, literals)) {
        case LITERAL -> literals(scan.literalCount());
        case N_RUN -> {
          tokens.nRun(scan.runLength());
          position += scan.runLength();
          literals = 0;
        }
        case MATCH -> {
          if (pays(scan.matchPosition() - predicted, scan.backward() + scan.forward())) {
            int inFront = scan.backward();
            tokens.dropLiterals(inFront);
            position -= inFront;
            predicted -= inFront;
            literals -= inFront;
            match(scan.matchPosition() - inFront, inFront + scan.forward());
          } else {
            literals(1);
          }
        }
      }
    }
  }

  /** Whether the diagonal is hardly left after {@code skipped} symbols. */
  private boolean goesOn(int skipped) {
    return scan.differences(position + skipped, predicted + skipped) <= DIFFERENCES_MAX;
  }

  /** Goes on beside the diagonal if it is found again after a short insertion or deletion. */
  private boolean shift() {
    if (scan.textCode(position) >= Nucleotides.N) {
      return false;
    }
    int best = 0;
    int length = 0;
    for (int shift = 1; shift <= SHIFT_MAX; shift++) {
      if (scan.differences(position, predicted + shift) == 0) {
        int ahead = scan.commonPrefix(position, predicted + shift);
        best = ahead > length ? shift : best;
        length = Math.max(length, ahead);
      }
      if (scan.differences(position + shift, predicted) == 0) {
        int ahead = scan.commonPrefix(position + shift, predicted) - shift;
        best = ahead > length ? -shift : best;
        length = Math.max(length, ahead);
      }
    }
    if (best == 0) {
      isLost = true;
      return false;
    }
    int source = predicted + Math.max(0, best);
    int inserted = Math.max(0, -best);
    int inFront = scan.commonSuffix(position + inserted, source, Math.min(inserted, source));
    literals(inserted - inFront);
    match(source - inFront, inFront + onDiagonal(position + inFront, source));
    return true;
  }

  private boolean pays(int distance, int length) {
    return distance == 0
        ? length >= nearMatchMin
        : length >= FAR_MATCH_MIN && bestAhead() + FAR_PENALTY < length;
  }

  /** How many symbols the diagonal gains where it goes on after the next few differences. */
  private int bestAhead() {
    int best = 0;
    for (int skipped = 0; skipped < LOOK_AHEAD; skipped++) {
      int length = onDiagonal(position + skipped, predicted + skipped);
      if (length >= RECOVERED_MIN) {
        best = Math.max(best, length - skipped);
      }
      skipped += length;
    }
    return best;
  }

  /** Equal symbols of text and reference from two positions on. */
  private int onDiagonal(int textFrom, int referenceFrom) {
    return textFrom < scan.textLength() && referenceFrom < scan.referenceLength()
        ? scan.commonPrefix(textFrom, referenceFrom)
        : 0;
  }

  private void literals(int count) {
    for (int end = position + count; position < end; position++, predicted++) {
      int code = scan.textCode(position);
      if (predicted < scan.referenceLength() && code == scan.referenceCode(predicted)) {
        tokens.same();
      } else {
        tokens.literal(code);
      }
    }
    literals += count;
  }

  private void match(int source, int length) {
    spell();
    boolean toEnds =
        position + length == scan.textLength() && source + length == scan.referenceLength();
    tokens.match(source - predicted, length, toEnds);
    position += length;
    predicted = source + length;
    literals = 0;
    isLost = false;
  }

  /**
   * Spells out the literals since the last token of another kind if the reference has hardly
   * anything of them: what is equal there is so by chance, and not in another sample that has these
   * very letters elsewhere.
   */
  private void spell() {
    boolean isUnlike =
        literals >= SPELLED_MIN
            && nearMatchMin == matchMin
            && tokens.sames(literals) < literals * SPELLED_SHARE_MAX;
    if (isUnlike) {
      tokens.dropLiterals(literals);
      for (int back = literals; back > 0; back--) {
        tokens.literal(scan.textCode(position - back));
      }
    }
  }
}
