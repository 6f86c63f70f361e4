/**
 * What is told of an archive and of its samples beside sequences: pairs of a key and a value, such
 * as accession, species, source; title, release, date. A stream of ours alone, {@code
 * agc4j-annotations}, which C++ agc does not read, and drops when it extends an archive; the pair
 * {@code agc4j_annotated} of the archive about itself then still tells that there were some.
 *
 * <pre>
 * part  := rawBytes frameBytes body
 * body  := text, if frameBytes = 0 | zstd frame of frameBytes bytes with the text
 * text  := row*
 * row   := step pairs (key 00 value 00)^pairs      in UTF-8, keys ascending
 * </pre>
 *
 * <p>Numbers are of seven bits a byte, the lowest first, the eighth bit set but in the last byte.
 * The first part has one row, with step 0: the archive's own pairs. Each further one has rows of
 * samples that have pairs, ascending: a row is of the sample {@code step} after the one of the row
 * before, the first one of the sample with the index {@code step} after the part's integer. A part
 * ends with the row that makes its text 16 KiB long.
 */
package io.github.agc4j.internal.annotation;
