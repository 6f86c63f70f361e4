/**
 * Places contigs by anchors: k-mers sampled from the references of all groups.
 *
 * <pre>
 * contig ── sampled k-mers ──▶ AnchorTable ── hits ──▶ ContigMatches ── matches and misses ──▶ CutPath
 *                                                         │ Diagonal                          │ groups
 *                                                         ▼                                   ▼
 *                                                     References                         ContigCutter ── segments
 * </pre>
 *
 * <p>C++ agc cuts contigs at splitters, which it takes from the first sample: what lies beyond
 * them, or in a contig without any, goes to the raw groups and is never found again. Here a contig
 * is cut where the groups meet that it resembles, and what resembles none founds a group, so that
 * the next sample finds it. Readers need not know: neighbouring segments overlap by k symbols as
 * ever (AGC format, section 7.1). Which group a segment joins depends only on the samples before
 * its own.
 */
package io.github.agc4j.internal.write.anchor;
