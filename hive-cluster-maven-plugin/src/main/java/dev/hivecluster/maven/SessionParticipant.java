package dev.hivecluster.maven;

import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.MavenSession;

/**
 * Ends what a session does with clusters where a POM declares the plugin with {@code <extensions>true</extensions>}: it
 * is called even if the session's listener was replaced after us.
 */
@Named
@Singleton
public final class SessionParticipant extends AbstractMavenLifecycleParticipant {
    @Override
    public void afterSessionEnd(MavenSession session) {
        BuildSessions.closeAll(session);
    }
}
