package io.github.agc4j.spark.internal.read;

import io.github.agc4j.spark.internal.read.Condition.Order;
import io.github.agc4j.spark.internal.read.Condition.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes conditions of Spark's predicates, as far as rows of a table can be told by them. */
final class Conditions {
  private static final Map<String, Order> ORDERS =
      Map.of(
          "=", Order.EQUAL,
          "<>", Order.NOT_EQUAL,
          "<", Order.LESS,
          "<=", Order.LESS_OR_EQUAL,
          ">", Order.GREATER,
          ">=", Order.GREATER_OR_EQUAL);

  private static final Map<String, Place> PLACES =
      Map.of("STARTS_WITH", Place.START, "ENDS_WITH", Place.END, "CONTAINS", Place.ANYWHERE);

  private final TableKind table;

  /** Conditions for rows of {@code table}. */
  Conditions(TableKind table) {
    this.table = table;
  }

  /** The condition that {@code predicate} is; null if it is not all told by such columns. */
  Condition of(Predicate predicate) {
    Expression[] of = predicate.children();
    String name = predicate.name();
    if (ORDERS.containsKey(name)) {
      return compared(of[0], ORDERS.get(name), of[1]);
    }
    if (PLACES.containsKey(name)) {
      return containing(of[0], PLACES.get(name), of[1]);
    }
    return switch (name) {
      case "AND" -> joined(of, true);
      case "OR" -> joined(of, false);
      case "NOT" -> not(of[0]);
      case "IN" -> in(of);
      case "IS_NULL" -> isNull(of[0]);
      case "IS_NOT_NULL" -> negated(isNull(of[0]));
      case "ALWAYS_TRUE" -> new Condition.Constant(true);
      case "ALWAYS_FALSE" -> new Condition.Constant(false);
      default -> null;
    };
  }

  private Condition joined(Expression[] of, boolean all) {
    List<Condition> parts = new ArrayList<>();
    for (Expression each : of) {
      Condition part = each instanceof Predicate predicate ? of(predicate) : null;
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return all ? new Condition.All(parts) : new Condition.Any(parts);
  }

  private Condition not(Expression of) {
    return of instanceof Predicate predicate ? negated(of(predicate)) : null;
  }

  private static Condition negated(Condition condition) {
    return condition == null ? null : new Condition.Not(condition);
  }

  private Condition isNull(Expression of) {
    Column column = column(of);
    return column == null ? null : new Condition.IsNull(column);
  }

  private Condition compared(Expression one, Order order, Expression other) {
    if (one instanceof Literal<?>) {
      return other instanceof Literal<?> ? null : compared(other, order.turned(), one);
    }
    Column column = column(one);
    Object value = value(other);
    return column == null || !fits(column, value)
        ? null
        : new Condition.Compared(column, order, value);
  }

  private Condition in(Expression[] of) {
    List<Condition> parts = new ArrayList<>();
    for (Expression each : Arrays.asList(of).subList(1, of.length)) {
      Condition part = compared(of[0], Order.EQUAL, each);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return new Condition.Any(parts);
  }

  private Condition containing(Expression one, Place place, Expression other) {
    Column column = column(one);
    return column != null && fits(column, value(other)) && value(other) instanceof UTF8String text
        ? new Condition.Containing(column, place, text)
        : null;
  }

  /** The column that is meant; null if it is none by which rows are told. */
  private Column column(Expression expression) {
    if (!(expression instanceof NamedReference reference) || reference.fieldNames().length != 1) {
      return null;
    }
    Column column = Column.of(reference.fieldNames()[0]);
    return column != null && table.isFilteredBy(column) ? column : null;
  }

  private static Object value(Expression expression) {
    return expression instanceof Literal<?> literal ? literal.value() : null;
  }

  private static boolean fits(Column column, Object value) {
    return column.isText() ? value instanceof UTF8String : value instanceof Long;
  }
}
