/** One Mojo a goal; each hands Maven's facts to {@link dev.portolan.deploy.Portolan}. */
package dev.portolan.maven;
