/**
 * AWS embedded on loopback: the stage to rehearse a deployment on, and the double to test it
 * against.
 *
 * <p><b>Embedded.</b> A control plane that AWS's own clients call unchanged, at one endpoint for
 * all services: Lambda, IAM roles, STS, API Gateway v2 (HTTP APIs), S3, CloudWatch Logs, Secrets
 * Manager, EventBridge Scheduler, whose schedules tick, SNS and EventBridge's buses, which deliver
 * to functions, SQS and DynamoDB, from whose queues and streams event source mappings take, as from
 * Kafka, of which no more is there than what is written by hand; the operations are those of the
 * {@code *.operations} tables beside these classes. Signatures are verified, inputs are held to the
 * services' bounds, identifiers, ARNs, errors and states have AWS's form, and what takes time there
 * takes time here, on an injected clock. A data plane that runs the uploaded zip in Lambda's own
 * Java runtime client, a process for each concurrent request, with Lambda's flags, environment, log
 * lines, timeout and memory; reached through Invoke, through HTTP APIs and through function URLs,
 * with their payloads and their permissions. Functions call the services with the rights of their
 * role.
 *
 * <p><b>Not embedded.</b> Container images, layers' content, VPCs, event sources other than queues,
 * tables and Kafka, provisioned pollers, all of DynamoDB but tables and single items, who else
 * reads a stream, asynchronous destinations, provisioned concurrency, authorizers that are Lambda
 * functions, payload format 1.0, custom domains, WebSocket and REST APIs, S3 multipart uploads,
 * ranges and versions, rotation of secrets, conditions in identity policies, permissions
 * boundaries, KMS. SnapStart runs the hooks around a snapshot at each start and takes none. The JVM
 * is the one this program runs on, whatever Java the function asks for. The runtime client exists
 * for Linux only; elsewhere the control plane works and functions cannot be run. What is asked for
 * and not embedded is refused, not ignored.
 *
 * <p>How well each refusal is known to be AWS's own stands beside it; {@link
 * dev.portolan.sandbox.aws.ErrorTable} prints them all. {@link
 * dev.portolan.sandbox.aws.EmbeddedAws} is the entrance for tests, {@link
 * dev.portolan.sandbox.aws.EmbeddedAwsCloud} for everyone else.
 */
package dev.portolan.sandbox.aws;
