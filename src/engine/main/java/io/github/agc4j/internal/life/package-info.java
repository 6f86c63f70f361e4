/**
 * What becomes of archives after they were made: samples are dropped or renamed, others' archives
 * are joined, what is unused goes.
 *
 * <p>Sequences stay as they are stored. {@link io.github.agc4j.internal.life.ChangedMetadata}
 * writes other metadata beside them into the archive's own file; {@link
 * io.github.agc4j.internal.life.Transfer} copies them to another archive, group by group ({@link
 * io.github.agc4j.internal.life.GroupTransfer}). Both are what an {@link
 * io.github.agc4j.internal.write.ArchiveWriter} is given to run, which knows of files, locks and
 * budgets.
 */
package io.github.agc4j.internal.life;
