/** Who a function is to Google: its service account, and what that may do. */
package dev.portolan.provider.gcp.identity;
