package io.github.agc4j.spark.internal.write;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import io.github.agc4j.spark.internal.file.ArchivePlaces;
import io.github.agc4j.spark.internal.file.Copies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Learns what is to be written: added to an archive, or in its place. */
public final class AgcWriteBuilder implements SupportsTruncate {
  private final ArchivePlaces places;
  private final String archive;
  private final CaseInsensitiveStringMap options;
  private final StructType schema;
  private final int cores;
  private boolean isNew;

  /**
   * A builder for what becomes of {@code archive}.
   *
   * @param archive its whole path
   * @param options of the table and of the write
   * @param cores how many tasks are worked on at a time
   */
  public AgcWriteBuilder(
      ArchivePlaces places,
      String archive,
      CaseInsensitiveStringMap options,
      StructType schema,
      int cores) {
    this.places = places;
    this.archive = archive;
    this.options = options;
    this.schema = schema;
    this.cores = cores;
  }

  @Override
  public WriteBuilder truncate() {
    isNew = true;
    return this;
  }

  @Override
  public Write build() {
    try {
      Copies copies = new Copies(places);
      boolean isAdded = !isNew && copies.exists(archive);
      String base = isAdded ? archive : places.wholeOrNull(options.get("base"));
      // Archives without a common base are decoded when they are merged: one task is as fast.
      int shards = options.getInt("shards", base == null ? 1 : cores);
      if (shards < 1) {
        throw new IllegalArgumentException("shards=" + shards);
      }
      CreateOptions own = profile().over(CreateOptions.DEFAULTS);
      String state = copies.exists(archive) ? places.state(archive) : "";
      WriteTarget target = new WriteTarget(copies, archive, state, base, isAdded, shards, own);
      return new AgcWrite(target, RowFields.of(schema));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Profile profile() {
    String name = options.getOrDefault("profile", "bacteria");
    return Arrays.stream(Profile.values())
        .filter(profile -> profile.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "profile="
                        + name
                        + " is none of "
                        + Arrays.toString(Profile.values()).toLowerCase(Locale.ROOT)));
  }
}
