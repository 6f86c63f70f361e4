/**
 * Samples, contigs, and where each segment was placed.
 *
 * <p>All formats are read, each by its {@link io.github.agc4j.internal.collection.StoredCatalog};
 * what they store becomes batches of one form, {@link
 * io.github.agc4j.internal.collection.CatalogBatch}. Format 3 is written.
 *
 * <p>The metadata of format 3 (AGC format, section 4.3); b is the archive's pack cardinality, batch
 * j holds samples j·b … j·b + b − 1, and number is the variable-length integer of {@link
 * io.github.agc4j.internal.collection.CatalogInteger}:
 *
 * <pre>
 * collection-samples  := frame( number(samples) (name 00)* )
 * collection-contigs  := per batch: frame( number(samples) sample* )
 *   sample            := number(contigs) (codedName 00)*             codedName: see NameCoder
 * collection-details  := per batch: (number(raw size) number(frame size)){5} frame{5}
 *   frame 0           := number(samples) (number(contigs) number(segments)*)*
 *   frame 1           := number(group)*                              one per segment of the batch
 *   frame 2           := number(coded in-group id)*                  see InGroupIds
 *   frame 3           := number(coded length)*                       against segment size + k
 *   frame 4           := number(orientation)*
 * </pre>
 *
 * <p>Formats 1 and 2 (sections 4.1 and 4.2) store names as they are and code each number of a
 * segment against the same number of the contig's segment before, in format 1 by the difference
 * ({@code signed}), in format 2 like the lengths of format 3 ({@code coded}):
 *
 * <pre>
 * format 1:
 * collection-desc     := frame( number(samples) sample* commands )
 *   sample            := name 00 number(contigs) (name 00 number(segments) segment*)*
 *   segment           := signed(group) signed(in-group id) signed(length) number(orientation)
 * format 2:
 * collection-main     := frame( number(batch size) number(samples) sample* commands )
 *   sample            := name 00 number(contigs) (name 00 number(segments))*
 * collection-details  := per batch: frame( coded(group)* coded(in-group id)* coded(length)* number(orientation)* )
 * both:
 *   commands          := number(commands) (command line 00 date 00)*
 * </pre>
 */
package io.github.agc4j.internal.collection;
