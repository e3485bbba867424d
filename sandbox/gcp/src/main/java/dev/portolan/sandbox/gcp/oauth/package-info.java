/** Who calls: keys, access tokens and identity tokens. */
package dev.portolan.sandbox.gcp.oauth;
