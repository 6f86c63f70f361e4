/**
 * Collections of assembled genomes in one random-access file, the AGC format: {@link
 * io.github.agc4j.AgcReader} reads archives and {@link io.github.agc4j.FastaExtractor} extracts
 * FASTA text from them, {@link io.github.agc4j.AgcWriter} creates and extends them, {@link
 * io.github.agc4j.Verifier} and {@link io.github.agc4j.Salvage} deal with damage.
 *
 * <p>Public are this package and {@code option}, {@code query}, {@code input}, {@code info} and
 * {@code error}; what lies in {@code internal} may change at any time.
 */
package io.github.agc4j;
