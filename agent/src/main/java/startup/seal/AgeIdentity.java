package startup.seal;

import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/** A private key to which an age file may have been sealed. */
sealed interface AgeIdentity extends Key permits X25519Identity, SshEd25519Identity {
    /**
     * Opens the stanza if it was made for this identity.
     *
     * @return the file key, or null if the stanza is for somebody else
     * @throws AgentException NOT_PROVEN if the stanza cannot have been made by age
     */
    @Nullable
    FileKey unwrap(Stanza stanza) throws AgentException;
}
