package dev.assay.domain.workflow;

import dev.assay.api.validation.PipelineSpec;
import dev.assay.domain.workflow.expression.JqExpression;
import dev.assay.domain.workflow.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task of a compiled workflow. */
public sealed interface Step {
  Header header();

  default String reference() {
    return header().reference();
  }

  default String name() {
    return header().name();
  }

  /**
   * What every task may have.
   *
   * @param reference JSON pointer of the task in the definition, such as {@code /do/0/draft}
   * @param then where the flow goes on: a sibling's name, {@code continue}, {@code exit} or {@code
   *     end}
   */
  record Header(
      String reference,
      String name,
      @Nullable JqExpression condition,
      @Nullable Template inputFrom,
      @Nullable Template outputAs,
      @Nullable Template exportAs,
      String then) {}

  /** Tasks one after the other. */
  record Do(Header header, List<Step> steps) implements Step {}

  record SetData(Header header, Template data) implements Step {}

  /** Branches at the same time; the first to end wins where they compete. */
  record Fork(Header header, List<Step> branches, boolean compete) implements Step {}

  /** Goes where the first case that matches says. */
  record Switch(Header header, List<Case> cases) implements Step {}

  /**
   * One case.
   *
   * @param when null: the default
   */
  record Case(String name, @Nullable JqExpression when, String then) {}

  /**
   * {@code call: agent}.
   *
   * @param context null: none
   */
  record CallAgent(
      Header header,
      String agent,
      @Nullable Integer version,
      Template input,
      @Nullable Template context)
      implements Step {}

  /**
   * {@code call: validate}.
   *
   * @param pipeline as written; its producer's input is not yet evaluated
   * @param producerInput null where there is no producer
   */
  record CallValidate(
      Header header,
      Template content,
      @Nullable Template context,
      PipelineSpec pipeline,
      @Nullable Template producerInput)
      implements Step {}
}
