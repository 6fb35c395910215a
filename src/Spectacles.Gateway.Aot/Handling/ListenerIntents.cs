namespace Spectacles.Gateway;

/// <summary>What a listener needs of a session.</summary>
/// <param name="DeliveredBy">The intents that deliver the event, each on its own; none when it always arrives, or is not known.</param>
/// <param name="Named">The intents that the caller names besides.</param>
internal readonly record struct ListenerIntents(GatewayIntents DeliveredBy, GatewayIntents Named)
{
    /// <summary>What a session is to ask for: as for a handler, every unprivileged intent that delivers the event, and a privileged one only where nothing else does; named ones narrow that down.</summary>
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

    /// <summary>What a session that has asked for some intents lacks: without it the event never comes, or comes without what the caller wants of it.</summary>
    public GatewayIntents MissingIn(GatewayIntents asked)
    {
        bool comes = DeliveredBy == GatewayIntents.None || (DeliveredBy & asked) != GatewayIntents.None;
        return (comes ? Named : Asked) & ~asked;
    }

    /// <param name="asked">The intents that the session has asked for.</param>
    /// <param name="what">What needs the intents.</param>
    /// <param name="advice">What to do; null where it is enough to begin before spawning.</param>
    /// <exception cref="InvalidOperationException">The session lacks something.</exception>
    public void ThrowIfMissing(GatewayIntents asked, string what, string? advice = null)
    {
        if (MissingIn(asked) is var missing && missing != GatewayIntents.None)
        {
            string usual = $"Add {missing} to ClusterOptions.Intents or, where that is not set, listen on the cluster before SpawnAsync.";
            throw new InvalidOperationException(
                $"The {what} needs the intents {missing}, which the sessions have not asked for: Discord would not send what it is about. {advice ?? usual}");
        }
    }
}
