/**
 * Nucleotide codes and strand.
 *
 * <p>A <em>code</em> is a symbol's number in the AGC format (specification section 5.1): A C G T
 * are 0 … 3, N is 4, the other ambiguity codes follow. Codes lie one per byte, or packed two bits
 * each with the exceptions listed beside ({@link io.github.agc4j.internal.dna.PackedSequence}).
 */
package io.github.agc4j.internal.dna;
