/**
 * Archives as tables: what a query asks for ({@link
 * io.github.agc4j.spark.internal.read.AgcScanBuilder}) becomes a plan ({@link
 * io.github.agc4j.spark.internal.read.ReadPlan}), whose parts ({@link
 * io.github.agc4j.spark.internal.read.Share}) are read by tasks, row by row.
 */
package io.github.agc4j.spark.internal.read;
