/** Where archives and genomes are, for Spark's tasks: paths of Hadoop's file systems, addresses. */
package io.github.agc4j.spark.internal.file;
