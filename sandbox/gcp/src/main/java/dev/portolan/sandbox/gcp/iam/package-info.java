/** Service accounts, and who may do what. */
package dev.portolan.sandbox.gcp.iam;
