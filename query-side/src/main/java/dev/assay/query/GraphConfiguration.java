package dev.assay.query;

import dev.assay.query.agentexecutions.AgentExecutionFields;
import dev.assay.query.agents.AgentFields;
import dev.assay.query.apikeys.ApiKeyFields;
import dev.assay.query.conversations.ConversationFields;
import dev.assay.query.costs.CostFields;
import dev.assay.query.dashboard.DashboardFields;
import dev.assay.query.executions.ExecutionFields;
import dev.assay.query.graphql.GraphQlQueries;
import dev.assay.query.reviews.ReviewFields;
import dev.assay.query.tenants.TenantFields;
import dev.assay.query.validations.ValidationFields;
import dev.assay.query.workflows.WorkflowFields;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** GraphQL over what the controllers answer, and what each read model adds to it. */
@Configuration(proxyBeanMethods = false)
@Import({
  GraphQlQueries.class,
  ExecutionFields.class,
  ValidationFields.class,
  AgentExecutionFields.class,
  ReviewFields.class,
  ConversationFields.class,
  AgentFields.class,
  WorkflowFields.class,
  TenantFields.class,
  ApiKeyFields.class,
  CostFields.class,
  DashboardFields.class
})
class GraphConfiguration {}
