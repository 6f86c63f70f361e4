package io.github.agc4j.internal.life;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.ArchivedGroups;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.group.SequenceSelection;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.internal.text.TextWriter;
import io.github.agc4j.internal.write.CopiedGroups;
import io.github.agc4j.internal.write.WriteBudgets;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Copies the sequences of an archive that some samples use, group by group, and notes their new
 * numbers. What becomes of a group:
 *
 * <ul>
 *   <li>There is none of its key, nor one that it is like: it is a new one. Its reference is
 *       copied, and so are the packs in front of the first one that is short or of which not all is
 *       used; what is left of the others is packed anew. Deltas stay what they are.
 *   <li>There is one with the same reference: its deltas go into the packs of that, as they are.
 *   <li>There is one of its key with another reference, or one whose reference is like its own
 *       ({@link AddedReferences}): its sequences are encoded anew against that. If either has
 *       letters in lower case, which deltas are part of, it is a group of its own instead, of
 *       another key.
 * </ul>
 *
 * <p>For one thread.
 */
final class GroupTransfer implements AutoCloseable {
  /**
   * Columns of the groups that stay: what becomes of it, and how many sequences lie in packs that
   * were kept.
   */
  private static final int KIND = 0;

  private static final int KEPT = 1;
  private static final int COLUMNS = 2;

  private static final int NEW = 0;
  private static final int SHARED = 1;
  private static final int RECODED = 2;

  private final SourceArchive source;
  private final ArchivedGroups old;
  private final SequenceSelection used;
  private final KnownGroups known;
  private final AddedReferences references;
  private final CopiedGroups groups;
  private final ArchiveFileWriter archive;
  private final CreateOptions options;
  private final WriteBudgets budgets;

  /** The keys of the old groups. */
  private final GroupTable keys;

  /** A row for each old group that stays. */
  private final LongTable plan;

  private final LongArray bounds;
  private final Recoder recoder;

  /** Whether no other archive is added: what a group has is written at once then. */
  private final boolean isOnly;

  /** Gets the new groups of the first of several archives; null of the others. */
  private final FirstGroups first;

  /**
   * A transfer of what is {@code used} of {@code source}.
   *
   * @param known the groups that there are; gets the new ones
   * @param references what archives after the first brought; gets what this one brings
   * @param first gets those of the first of several archives; null for the others
   * @param isOnly whether no other archive is added: what a group has is written at once then
   */
  GroupTransfer(
      SourceArchive source,
      SequenceSelection used,
      KnownGroups known,
      AddedReferences references,
      FirstGroups first,
      boolean isOnly,
      CopiedGroups groups,
      ArchiveFileWriter archive,
      CreateOptions options,
      WriteBudgets budgets) {
    this.source = source;
    this.old = source.groups();
    this.used = used;
    this.known = known;
    this.references = references;
    this.first = first;
    this.isOnly = isOnly;
    this.groups = groups;
    this.archive = archive;
    this.options = options;
    this.budgets = budgets;
    this.keys = new GroupTable(budgets.groups());
    this.plan = new LongTable(COLUMNS, budgets.groups());
    this.bounds = new LongArray(budgets.scratch());
    this.recoder = new Recoder(source, options.matchMin(), budgets.scratch());
  }

  /**
   * Copies everything.
   *
   * @param texts gets the masks of new groups
   */
  void run(TextWriter texts) throws IOException {
    source.readKeys(keys, budgets.groups());
    int before = known.count();
    groups.ensureGroups(before);
    groups.writeSealed();
    // Whole parts first: in between, packs would come when they happen to be compressed.
    for (int group = 0; group < old.groups(); group++) {
      if (used.stays(group)) {
        place(group, before, texts);
      }
    }
    long row = 0;
    for (int group = 0; group < old.groups(); group++) {
      if (used.stays(group)) {
        fill(group, row++);
        if (isOnly) {
          groups.seal(used.newGroup(group));
        }
        groups.passOn();
      }
    }
  }

  /** Whether no archive came before; one may have been there that has raw groups only. */
  private boolean isFirst() {
    return isOnly || first != null;
  }

  /**
   * Finds out where a group goes, and copies what can be copied whole of a new one.
   *
   * @param before number of groups that other archives brought
   */
  private void place(int group, int before, TextWriter texts) throws IOException {
    if (group < StreamNames.RAW_GROUPS) {
      plan(group, group, isFirst() ? NEW : SHARED);
      return;
    }
    SegmentKey key = keys.key(group);
    GroupIdentity identity =
        isOnly ? GroupIdentity.ofOnly(group) : GroupIdentity.of(source, group, key, bounds);
    int same = known.same(identity);
    if (same != KnownGroups.NONE) {
      plan(group, same, SHARED);
    } else if (isFirst() || !recode(group, key, identity, before)) {
      add(group, key, identity, before, texts);
    }
  }

  /** Plans to encode the sequences of a group anew, if there is a group that they are like. */
  private boolean recode(int group, SegmentKey key, GroupIdentity identity, int before)
      throws IOException {
    int like = known.ofKey(key);
    boolean isTurned = false;
    // What is apart in one archive, though of one key, stays apart.
    if (like < StreamNames.RAW_GROUPS || like >= before) {
      recoder.goTo(group, false);
      long found = references.like(recoder.referenceText().symbols());
      like = (int) (found >> 1);
      isTurned = (found & 1) != 0;
    }
    boolean isRecoded =
        like >= StreamNames.RAW_GROUPS
            && like < before
            && !identity.isMasked()
            && !known.isMasked(like);
    if (isRecoded) {
      plan(group, like, RECODED);
      if (isTurned) {
        used.turn(group);
      }
    }
    return isRecoded;
  }

  private void add(int group, SegmentKey key, GroupIdentity identity, int before, TextWriter texts)
      throws IOException {
    int newGroup = known.add(key, identity);
    groups.ensureGroups(known.count());
    source.texts().copyMask(group, newGroup, texts);
    source.keep(archive, groups.streams().reference(newGroup), old.referenceStream(group), 0);
    plan(group, newGroup, NEW);
    if (first != null) {
      first.add(group);
    } else if (!isFirst()) {
      recoder.goTo(group, false);
      groups.keepReference(newGroup, recoder.referenceCodes(), recoder.referenceLength());
      references.add(newGroup, recoder.referenceText().symbols());
    }
  }

  private void plan(int group, int newGroup, int kind) throws IOException {
    used.setNewGroup(group, newGroup);
    long row = plan.add();
    plan.set(row, KIND, kind);
    plan.set(row, KEPT, kind == NEW ? keepPacks(group, newGroup) : 0);
  }

  /**
   * Keeps the packs at the start of {@code group} of which every sequence is used, unless they are
   * short ones that had better be joined; returns how many sequences these are.
   */
  private long keepPacks(int group, int newGroup) throws IOException {
    long first = firstPacked(group);
    long pack = 0;
    long done = 0;
    while (pack < old.packs(group)) {
      long end = endOfPack(group, done, pack);
      if (end == done || !isKept(group, pack, end - done)) {
        break;
      }
      source.keep(archive, groups.streams().delta(newGroup), old.deltaStream(group), pack);
      for (; done < end; done++) {
        used.setNewId(group, done, used.oldId(group, done));
      }
      pack++;
    }
    groups.goOnAt(newGroup, first + pack * options.packCardinality());
    return done;
  }

  /** The in-group id of the first sequence of a group that lies in a pack. */
  private static long firstPacked(int group) {
    return group < StreamNames.RAW_GROUPS ? 0 : 1;
  }

  /** Behind the last used sequence of pack {@code pack}, from the used one {@code from} on. */
  private long endOfPack(int group, long from, long pack) {
    long end = from;
    while (end < used.packed(group)
        && (used.oldId(group, end) - firstPacked(group)) / source.packCardinality() == pack) {
      end++;
    }
    return end;
  }

  private boolean isKept(int group, long pack, long usedItems) throws IOException {
    if (source.packCardinality() != options.packCardinality()) {
      return false;
    }
    // A raw group starts with an item that nothing refers to.
    long items = usedItems + (firstPacked(group) == 0 && pack == 0 ? 1 : 0);
    boolean isLast = isOnly && pack == old.packs(group) - 1;
    boolean isLong =
        isLast
            || items == options.packCardinality()
            || old.contentBytes(group, pack) >= options.modes().packBytes() / 2;
    return isLong && (items == options.packCardinality() || items == old.items(group, pack));
  }

  /** Adds what was not kept of a group's sequences to the packs of its new one. */
  private void fill(int group, long row) throws IOException {
    int newGroup = used.newGroup(group);
    if (group < StreamNames.RAW_GROUPS) {
      groups.startRaw(group);
    }
    long kind = plan.get(row, KIND);
    if (kind == RECODED) {
      recoder.goTo(group, used.isTurned(group));
      if (used.usesReference(group)) {
        used.setReferenceId(group, groups.addText(newGroup, recoder.referenceText()));
      }
    }
    long done = plan.get(row, KEPT);
    while (done < used.packed(group)) {
      done = repack(group, done, addition(newGroup, kind));
    }
  }

  /** Puts an item of an old group into the new one; returns its in-group id there. */
  private interface Addition {
    long add(MemorySegment item) throws IOException;
  }

  private Addition addition(int newGroup, long kind) {
    return switch ((int) kind) {
      case NEW -> item -> groups.addItem(newGroup, item);
      case SHARED -> item -> groups.addEqual(newGroup, item);
      default -> item -> groups.addText(newGroup, recoder.text(item));
    };
  }

  /** Adds the used items of one old pack; returns how many are done then. */
  private long repack(int group, long from, Addition addition) throws IOException {
    long shift = firstPacked(group);
    long pack = (used.oldId(group, from) - shift) / source.packCardinality();
    long[] next = {from};
    old.forEachItem(
        group,
        pack,
        (index, item) -> {
          long id = pack * source.packCardinality() + index + shift;
          if (next[0] < used.packed(group) && used.oldId(group, next[0]) == id) {
            used.setNewId(group, next[0]++, addition.add(item));
          }
        });
    if (next[0] == from) {
      throw source.corrupt(group, used.oldId(group, from));
    }
    return next[0];
  }

  @Override
  public void close() {
    keys.close();
    plan.close();
    bounds.close();
    recoder.close();
  }
}
