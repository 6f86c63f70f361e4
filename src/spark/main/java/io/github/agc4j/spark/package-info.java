/**
 * Archives in Apache Spark: read as tables by the format {@code agc}, and made of files or rows by
 * tasks side by side.
 */
package io.github.agc4j.spark;
