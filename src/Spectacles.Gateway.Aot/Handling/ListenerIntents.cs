namespace Spectacles.Gateway;

/// <summary>The intents that a listener needs.</summary>
/// <param name="DeliveredBy">The intents that deliver the event, each on its own; none if it always arrives, or is unknown.</param>
/// <param name="Named">The additional intents that the caller names.</param>
internal readonly record struct ListenerIntents(GatewayIntents DeliveredBy, GatewayIntents Named)
{
    /// <summary>
    /// The intents to request. As for a handler: every unprivileged intent that delivers the event, and a privileged one only if no other
    /// does. Named intents restrict them.
    /// </summary>
    public GatewayIntents Asked
    {
        get
        {
            var narrowed = DeliveredBy & Named;
            var unprivileged = DeliveredBy & ~GatewayIntents.Privileged;
            var delivering = narrowed != GatewayIntents.None ? narrowed : unprivileged != GatewayIntents.None ? unprivileged : DeliveredBy;
            return delivering | Named;
        }
    }

    /// <summary>
    /// Returns the intents that are missing in a session. Without them the event never arrives, or lacks the data that the caller wants.
    /// </summary>
    public GatewayIntents MissingIn(GatewayIntents asked)
    {
        bool comes = DeliveredBy == GatewayIntents.None || (DeliveredBy & asked) != GatewayIntents.None;
        return (comes ? Named : Asked) & ~asked;
    }

    /// <param name="asked">The intents that the session has requested.</param>
    /// <param name="what">The feature that needs the intents.</param>
    /// <param name="advice">The advice for the user; null if it is enough to begin before spawning.</param>
    /// <exception cref="InvalidOperationException">The session lacks an intent.</exception>
    public void ThrowIfMissing(GatewayIntents asked, string what, string? advice = null)
    {
        if (MissingIn(asked) is var missing && missing != GatewayIntents.None)
        {
            string usual = $"Add {missing} to ClusterOptions.Intents or, where that is not set, listen on the cluster before SpawnAsync.";
            throw new InvalidOperationException(
                $"The {what} needs the intents {missing}, which the sessions do not have: Discord omits the events, or data in them. "
                    + $"{advice ?? usual}");
        }
    }
}
