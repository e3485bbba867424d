/** API Gateway v2's control plane: HTTP APIs with routes, integrations and stages. */
package dev.portolan.sandbox.aws.gateway;
