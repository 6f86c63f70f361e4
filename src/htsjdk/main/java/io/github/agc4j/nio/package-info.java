/**
 * The samples of an archive as files of a read-only file system, for tools that open references by
 * {@link java.nio.file.Path}: {@code agc:///path/x.agc!/SAMPLE.fa}, with {@code SAMPLE.fa.fai} and
 * {@code SAMPLE.dict} beside it. Their bytes are computed where they are read.
 *
 * <p>The JDK finds {@link io.github.agc4j.nio.AgcFileSystemProvider} by itself:
 *
 * <pre>
 * Path.of(URI.create("agc:///data/x.agc!/HG002.fa"))
 * Path.of(URI.create("agc:https://host/x.agc!/HG002.fa"))
 * </pre>
 *
 * <p>There is one folder, the root. A slash and a percent sign in a sample's name are written as
 * {@code %2F} and {@code %25} in the name of its files.
 */
package io.github.agc4j.nio;
