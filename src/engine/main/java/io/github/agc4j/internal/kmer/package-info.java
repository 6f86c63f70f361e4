/**
 * Canonical k-mers, and the splitters chosen among them.
 *
 * <p>A <em>word</em> holds the k ≤ 32 symbols of a k-mer, two bits each, the first in the two
 * highest bits, unused low bits zero. The <em>canonical</em> word is the smaller one, unsigned, of
 * the word as read (direct) and that of the reverse complement (AGC format, section 3.3). A window
 * with a code above 3 has no k-mer.
 */
package io.github.agc4j.internal.kmer;
