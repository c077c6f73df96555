package startup.boot;

/** Whether the agent is to see that a reboot is gone on from, by a systemd unit. */
public enum ServiceWish {
    /** On an instance, by an agent that is root, under systemd. */
    ON_INSTANCES,
    /** Off the cloud too. */
    ALWAYS,
    NEVER
}
