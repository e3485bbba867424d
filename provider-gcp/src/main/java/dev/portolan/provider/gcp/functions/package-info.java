/** The Cloud Functions target: source uploaded, functions created, updated and deleted. */
package dev.portolan.provider.gcp.functions;
